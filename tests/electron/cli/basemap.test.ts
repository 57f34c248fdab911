import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Basemap, BasemapState } from '../../../shared/model/basemap.ts'
import { country, mbtiles, pmtiles } from '../basemaps/making.ts'
import { atlas, inFolder } from './atlas.ts'

describe('atlas basemap', () => {
  it('adds, lists, chooses and removes the basemaps of this computer; errors are one line', async () => {
    await inFolder(async (folder) => {
      const [project, data] = [join(folder, 'p.gpkg'), { ATLAS_DATA: join(folder, 'data') }]
      const run = (...words: string[]) => atlas(['basemap', project, ...words], data)
      expect((await atlas(['new', project, '--title', 'T'])).code).toBe(0)
      const tiles = pmtiles(join(folder, 'sahel.pmtiles'), { tiles: country({ z: 5, x: 17, y: 15 }) })
      const added = (await run('add', tiles, '--name', 'Our roads', '--json')).json() as Basemap
      expect([added.name, added.kind, added.schema, added.minZoom]).toEqual(['Our roads', 'vector', 'openmaptiles', 5])
      expect(((await run('list', '--json')).json() as BasemapState).choice).toBe(added.id)
      expect(((await run('use', 'plain', '--json')).json() as BasemapState).choice).toBe('plain')
      expect(((await run('use', 'Our roads', '--json')).json() as BasemapState).choice).toBe(added.id)
      for (const [words, code] of [[['use', 'nothing'], 'UNKNOWN_BASEMAP'], [['add', project], 'NOT_BASEMAP'], [['add'], 'USAGE'], [['paint'], 'USAGE'], [['add', mbtiles(join(folder, 'bad.mbtiles'), { '0/0/0': Buffer.from('x') })], 'BASEMAP_UNSUPPORTED']] as const) {
        const { code: exit, err } = await run(...words)
        expect([exit, err.trimEnd().split('\n').length, err.startsWith(`error: ${code}: `)], err).toEqual([2, 1, true])
      }
      const data_ = await atlas(['import', project, tiles], data)
      expect([data_.code, data_.err.startsWith('error: IS_BASEMAP: ')], data_.err).toEqual([2, true])
      expect((await run('remove', added.id, '--json')).json()).toEqual({ choice: 'political', missing: null, list: [] })
      expect([existsSync(tiles), readdirSync(join(folder, 'data', 'basemaps'))]).toEqual([true, []])
    })
  })
})
