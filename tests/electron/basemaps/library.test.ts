import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openBasemapReader } from '../../../electron/core/basemaps/reader.ts'
import type { Core } from '../../../electron/core/core.ts'
import { openCore } from '../../../electron/core/open-core.ts'
import { startNode } from '../../../electron/core/process.ts'
import { makeHandler } from '../../../electron/hosts/handler.ts'
import { folder, project } from '../sql/helpers.ts'
import { country, mbtiles, picture, pmtiles } from './making.ts'

const cores: Core[] = []
afterEach(async () => { for (const core of cores.splice(0)) await core.close() })
const context = { signal: new AbortController().signal, report: () => {} }

async function core(path: string, dataFolder: string, access: 'exclusive' | 'read' = 'exclusive'): Promise<Core> {
  const made = await openCore({ project: path, access, staging: folder(), dataFolder, start: startNode })
  cores.push(made)
  return made
}

function empty(): string {
  const made = project()
  made.release()
  return made.path
}

const add = (to: Core, file: string, name?: string) => to.call('basemaps.add', { file: to.hold({ path: file, name: basename(file) }), name }, context)
const file = () => pmtiles(join(folder(), 'sahel.pmtiles'), { tiles: country({ z: 6, x: 35, y: 31 }), metadata: { name: 'Sahel' } })

describe('the basemaps of a computer', () => {
  it('are added once, chosen by a project, served as tiles, and gone when they are removed', async () => {
    const [path, data, tiles] = [empty(), folder(), file()]
    const one = await core(path, data)
    const added = await add(one, tiles)
    expect([added.name, added.file, added.format, added.kind]).toEqual(['Sahel', 'sahel.pmtiles', 'pmtiles', 'vector'])
    expect((await add(one, tiles)).id).toBe(added.id)
    rmSync(tiles)
    expect(readdirSync(join(data, 'basemaps')).toSorted()).toEqual([`${added.id}.json`, `${added.id}.tiles`])
    expect((await one.call('basemaps.choose', { choice: added.id }, context)).choice).toBe(added.id)
    const handle = makeHandler({ core: one, assets: folder(), staging: folder(), token: null })
    const get = (address: string) => handle(new Request(`http://127.0.0.1/basemaps/${address}`))
    const tile = await get(`${added.id}/6/35/31`)
    expect([tile.status, tile.headers.get('content-type'), tile.headers.get('x-content-type-options'), (await tile.arrayBuffer()).byteLength > 200]).toEqual([200, 'application/vnd.mapbox-vector-tile', 'nosniff', true])
    for (const address of [`${added.id}/6/0/0`, `${added.id}/6/64/0`, `${added.id}/25/0/0`, `${added.id}/6/35`, `${added.id}/6/35/-1`, '0123456789abcdef/0/0/0', '..%2f..%2fx/0/0/0']) expect((await get(address)).status, address).toBe(404)
    await one.close()
    const again = await core(path, data, 'read')
    expect((await again.call('basemaps.list', {}, context)).choice).toBe(added.id)
    await again.close()
    const last = await core(path, data)
    expect(await last.call('basemaps.remove', { id: added.id }, context)).toEqual({ choice: 'political', missing: null, list: [] })
    expect(readdirSync(join(data, 'basemaps'))).toEqual([])
  })

  it('that a project asks for but that are not here: the political one, with the name of the missing one', async () => {
    const [path, data] = [empty(), folder()]
    const one = await core(path, data)
    const added = await add(one, file(), 'Our roads')
    await one.call('basemaps.choose', { choice: added.id }, context)
    await one.close()
    const elsewhere = await core(path, folder())
    expect(await elsewhere.call('basemaps.list', {}, context)).toEqual({ choice: 'political', missing: 'Our roads', list: [] })
  })

  it('can be looked at in a project that is read only, which keeps its bytes', async () => {
    const [path, data] = [empty(), folder()]
    const one = await core(path, data)
    const added = await add(one, file())
    await one.close()
    const before = readFileSync(path)
    const reader = await core(path, data, 'read')
    expect((await reader.call('basemaps.choose', { choice: added.id }, context)).choice).toBe(added.id)
    expect((await reader.call('basemaps.list', {}, context)).choice).toBe(added.id)
    await reader.close()
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('that cannot be read leave nothing behind, and neither does one that is cancelled', async () => {
    const data = folder()
    const one = await core(empty(), data)
    const bad = mbtiles(join(folder(), 'bad.mbtiles'), { '0/0/0': Buffer.from('<html>') })
    await expect(add(one, bad)).rejects.toMatchObject({ code: 'BASEMAP_UNSUPPORTED' })
    const abort = new AbortController()
    abort.abort()
    await expect(one.call('basemaps.add', { file: one.hold({ path: file(), name: 'x.pmtiles' }) }, { ...context, signal: abort.signal })).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect(one.call('basemaps.choose', { choice: '0123456789abcdef' }, context)).rejects.toMatchObject({ code: 'UNKNOWN_BASEMAP' })
    expect(readdirSync(join(data, 'basemaps'))).toEqual([])
  })
})

describe('the process that reads basemaps', () => {
  it('is killed where a view never ends, says so, and reads the next file', async () => {
    const endless = join(folder(), 'endless.mbtiles')
    const db = new Database(endless)
    db.exec('CREATE TABLE n (a)')
    db.exec(`INSERT INTO n VALUES ${Array.from({ length: 1000 }, (_, i) => `(${i})`).join(',')}`)
    db.exec('CREATE VIEW tiles AS SELECT p.a - 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, NULL AS tile_data FROM n p, n q, n r, n s WHERE p.a + q.a + r.a + s.a < 0')
    db.close()
    const limits = { lookMs: 2500, tileMs: 60_000 }
    const reader = openBasemapReader(startNode, limits)
    await expect(reader.look({ path: endless, name: 'endless.mbtiles' }, context.signal)).rejects.toMatchObject({ code: 'BASEMAP_UNREADABLE' })
    limits.lookMs = 60_000
    expect((await reader.look({ path: file(), name: 'sahel.pmtiles' }, context.signal)).kind).toBe('vector')
    reader.close()
  })

  it('answers a tile that it cannot use with nothing, and goes on', async () => {
    const path = mbtiles(join(folder(), 'a.mbtiles'), { '0/0/0': picture(), '1/0/0': Buffer.from('nothing') })
    const reader = openBasemapReader(startNode)
    expect([(await reader.tile({ path, name: 'a' }, 0, 0, 0))?.type, await reader.tile({ path, name: 'a' }, 1, 0, 0), await reader.tile({ path, name: 'a' }, 1, 1, 0), await reader.tile({ path: join(folder(), 'gone'), name: 'gone' }, 0, 0, 0)]).toEqual(['image/png', null, null, null])
    reader.close()
    expect(existsSync(path)).toBe(true)
  })
})
