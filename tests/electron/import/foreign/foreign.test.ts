import { describe, expect, it } from 'vitest'
import { importedText } from '../imported.ts'
import { areaLayouts } from './areas.ts'
import { eventLayouts } from './events.ts'
import { recognised, type Layout } from './layout.ts'
import { placeLayouts } from './places.ts'
import { tableLayouts } from './tables.ts'

describe.each<[string, Layout[]]>([['boundaries', areaLayouts], ['events', eventLayouts], ['positions', placeLayouts], ['tables', tableLayouts]])('%s of other countries', (_, layouts) => {
  it.each(layouts.map((layout) => [layout.title, layout] as const))('%s', async (_title, { file, content, options, expect: wanted }) => {
    expect(recognised(await importedText(file, content, options), wanted)).toEqual(wanted)
  })
})
