import { describe, expect, it } from 'vitest'
import { importedText } from '../imported.ts'
import { areaLayouts } from './areas.ts'
import { eventLayouts } from './events.ts'
import { recognised, type Layout } from './layout.ts'
import { fileLayouts, overruled, undecided } from './files.ts'
import { placeLayouts } from './places.ts'
import { tableLayouts } from './tables.ts'

describe.each<[string, Layout[]]>([['boundaries', areaLayouts], ['events', eventLayouts], ['positions', placeLayouts], ['tables', tableLayouts], ['files', fileLayouts]])('%s of other countries', (_, layouts) => {
  it.each(layouts.map((layout) => [layout.title, layout] as const))('%s', async (_title, { file, content, options, expect: wanted }) => {
    expect(recognised(await importedText(file, content, options), wanted)).toEqual(wanted)
  })
})

describe('the analyst overrules', () => {
  it.each(overruled.map((layout) => [layout.title, layout] as const))('%s', async (_title, { file, content, options, expect: wanted }) => {
    expect(recognised(await importedText(file, content, options), wanted)).toEqual(wanted)
  })
})

describe('a system that cannot be told', () => {
  it.each(undecided.map((one) => [one.title, one] as const))('%s: the error says what would fit', async (_title, { file, content, options, message }) => {
    await expect(importedText(file, content, options)).rejects.toMatchObject({ code: 'CRS_MISSING', message: expect.stringMatching(message) as string })
  })
})
