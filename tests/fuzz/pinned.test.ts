import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freshFolder } from '../electron/formats/reading.ts'
import { judge } from './judge.ts'

const folder = join(import.meta.dirname, 'pinned')

/** What each file that once broke a rule ends in today. Binary files are kept as base64. */
const ends: Record<string, string> = {
  'coordinates-of-text.topojson': 'ok', 'property-without-name.geojson': 'ok', 'column-without-name.parquet': 'FILE_CORRUPT', 'table-with-nul.gpkg': 'NO_SUBLAYER', 'number-too-large.gpkg': 'FILE_CORRUPT', 'strips-without-height.tif': 'FILE_CORRUPT',
}

describe('files that once broke a rule', () => {
  it('are all listed', () => {
    expect(readdirSync(folder).map((name) => name.replace(/\.b64$/, '')).toSorted()).toEqual(Object.keys(ends).toSorted())
  })

  it.each(Object.entries(ends))('%s ends in %s', async (name, end) => {
    const path = join(freshFolder(), name)
    const kept = readdirSync(folder).find((one) => one.replace(/\.b64$/, '') === name)!
    const bytes = readFileSync(join(folder, kept))
    writeFileSync(path, kept.endsWith('.b64') ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes)
    const { outcome, wrong } = await judge({ path, name }, /\.(pm|mb)tiles$/.test(name) ? 'basemap' : 'layer', () => {})
    expect({ outcome, wrong }).toEqual({ outcome: end, wrong: null })
  })
})
