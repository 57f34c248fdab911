import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OpenedBasemap } from '../../../electron/core/formats/basemap.ts'
import { openBasemap } from '../../../electron/core/formats/basemap.ts'
import { hasGdal } from '../sql/gdal.ts'
import { folder } from '../sql/helpers.ts'
import { country, mbtiles, part, path, picture, pmtiles, varint, vectorTile, zlib, type Archive, type Tiles } from './making.ts'

const at = { z: 6, x: 35, y: 31 }
const place = '6/35/31'
const plain = (tile: Uint8Array) => tile

async function opened<T>(file: string, work: (basemap: OpenedBasemap) => T | Promise<T>): Promise<T> {
  const basemap = await openBasemap({ path: file, name: basename(file) })
  try { return await work(basemap) } finally { basemap.close() }
}

async function codeOf(file: string): Promise<string> {
  return openBasemap({ path: file, name: basename(file) }).then((one) => { one.close(); return 'none' }, (error: unknown) => (error as { code?: string }).code ?? `bug: ${String(error)}`)
}

const inMbtiles = (tiles: Tiles, metadata: Record<string, string> = {}, view = false) => mbtiles(join(folder(), 'a.mbtiles'), tiles, metadata, view)
const inPmtiles = (archive: Archive) => pmtiles(join(folder(), 'a.pmtiles'), archive)

describe('basemaps', () => {
  it.each([['gzip', gzipSync], ['brotli', brotliCompressSync], ['zlib', zlib], ['nothing', plain]])('of vector tiles packed by %s are read', async (_, pack) => {
    for (const file of [inMbtiles(country(at, pack)), inMbtiles(country(at, pack), {}, true), inPmtiles({ tiles: country(at, pack) }), inPmtiles({ tiles: country(at, pack), leaf: true })]) {
      await opened(file, async ({ info, tile }) => {
        expect([info.kind, info.schema, info.minZoom, info.maxZoom]).toEqual(['vector', 'openmaptiles', 6, 6])
        expect(await tile(6, 35, 31)).toEqual({ kind: 'vector', body: vectorTileOfCountry(), layers: ['water', 'landcover', 'transportation', 'boundary', 'place'] })
        expect([await tile(6, 34, 31), await tile(5, 17, 15), await tile(7, 70, 62)]).toEqual([null, null, null])
      })
    }
  })

  it('unpack what PMTiles pack themselves', async () => {
    await opened(inPmtiles({ tiles: country(at), header: { tileCompression: 2 } }), async ({ tile }) => expect((await tile(6, 35, 31))?.body).toEqual(vectorTileOfCountry()))
  })

  it('of pictures keep their bytes and are told by these, whatever the file says', async () => {
    for (const file of [inMbtiles({ [place]: picture(512) }, { format: 'pbf' }), inPmtiles({ tiles: { [place]: picture(512) }, header: { tileType: 1, tileCompression: 2 } })]) {
      await opened(file, async ({ info, tile }) => {
        expect([info.kind, info.tileSide, info.layers]).toEqual(['raster', 512, []])
        expect(await tile(6, 35, 31)).toEqual({ kind: 'raster', type: 'image/png', body: new Uint8Array(picture(512)), side: 512 })
      })
    }
  })

  it('are named and credited in plain words, without markup, addresses or signs of direction', async () => {
    const attribution = '<a href="javascript:alert(1)" onclick=x>&copy; OpenStreetMap</a><script>window.__xss=1</script><img src=x onerror=alert(1)> contributors\u202e'
    const name = '<b>Sahel</b>\u0000 roads'
    for (const file of [inMbtiles(country(at), { attribution, name }), inPmtiles({ tiles: country(at), metadata: { attribution, name } })]) {
      await opened(file, ({ info }) => expect([info.name, info.attribution]).toEqual(['Sahel roads', '© OpenStreetMap contributors']))
    }
  })

  it('whose metadata lies are placed by their tiles, with a note', async () => {
    const files = [inMbtiles(country(at), { bounds: '100,50,101,51', minzoom: '0', maxzoom: '14' }), inPmtiles({ tiles: country(at), header: { bounds: [100, 50, 101, 51], minZoom: 0, maxZoom: 3 } })]
    for (const file of files) {
      await opened(file, async ({ info, tile }) => {
        expect([info.minZoom, info.maxZoom, info.bounds.map((value) => Math.round(value * 100) / 100)]).toEqual([6, 6, [16.88, 0, 22.5, 5.62]])
        expect(info.notes.map(({ code, count }) => [code, count])).toEqual([['BASEMAP_METADATA_WRONG', 3]])
        expect((await tile(6, 35, 31))?.kind).toBe('vector')
      })
    }
  })

  it.each([['openmaptiles', ['water', 'transportation', 'place']], ['protomaps', ['earth', 'water', 'roads', 'places']], ['shortbread', ['ocean', 'streets', 'place_labels', 'boundaries']], ['other', ['boundary', 'wells']]] as const)('of the schema %s are known by their layers', async (schema, names) => {
    const tile = vectorTile(Object.fromEntries(names.map((name) => [name, [{ type: 1, geometry: path([[5, 5]], false) }]])))
    await opened(inMbtiles({ '0/0/0': tile }), ({ info }) => expect([info.schema, info.layers]).toEqual([schema, [...names]]))
  })
})

describe('hostile files of tiles', () => {
  const good = () => vectorTileOfCountry()
  const feature = (geometry: number[], tags: number[] = []) => Uint8Array.from(part(3, [...part(1, [97]), ...part(2, [...(tags.length ? part(2, tags) : []), 24, 3, ...part(4, geometry)]), ...varint((15 << 3) | 0), 2]))
  const badTiles: [string, () => Uint8Array][] = [
    ['rubbish', () => Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 251)], ['text', () => Buffer.from('<html>404</html>')], ['a cut vector tile', () => good().subarray(0, 150)], ['a lying count of commands', () => feature([...varint(2 ** 29 + 1), 2, 2])],
    ['a line without a start', () => feature([10, 2, 2])], ['a command that counts none', () => feature([1, 2, 2])], ['tags of keys that there are not', () => feature([9, 2, 2], [5, 5])], ['a gzip bomb', () => gzipSync(Buffer.alloc(64 << 20))], ['a brotli bomb', () => brotliCompressSync(Buffer.alloc(64 << 20))],
    ['gzip that is cut', () => gzipSync(good()).subarray(0, 60)], ['a picture that is no square', () => picture(256, 64)], ['a picture of a giant size', () => { const png = Buffer.from(picture(16)); png.writeUInt32BE(60_000, 16); png.writeUInt32BE(60_000, 20); return png }], ['a tile of 9 MB', () => Buffer.alloc(9 << 20, 26)],
  ]
  it.each(badTiles)('%s as the only tile: refused in one line', async (_, make) => {
    const tile = make()
    expect(await codeOf(inMbtiles({ [place]: tile }))).toBe('BASEMAP_UNSUPPORTED')
    expect(await codeOf(inPmtiles({ tiles: { [place]: tile } }))).toBe('BASEMAP_UNSUPPORTED')
  })

  it.each(badTiles)('%s beside a good tile: a hole, noted', async (_, make) => {
    const tiles = { '5/17/15': gzipSync(good()), [place]: make() }
    for (const file of [inMbtiles(tiles), inPmtiles({ tiles })]) {
      await opened(file, async ({ info, tile }) => {
        expect(info.notes.map(({ code }) => code)).toContain('BASEMAP_TILE_BAD')
        await expect(tile(6, 35, 31)).rejects.toThrow(/tile/)
        expect((await tile(5, 17, 15))?.kind).toBe('vector')
      })
    }
  })

  const root = (entry: [id: number, run: number, length: number, offset: number]) => [1, ...entry.flatMap(varint)]
  it.each<[string, string, Partial<Archive>]>([
    ['a leaf that is its own leaf', 'FILE_CORRUPT', { root: root([0, 0, 60, 1]) }], ['a count of entries that lies', 'FILE_CORRUPT', { root: varint(2 ** 40) }], ['a number without end', 'FILE_CORRUPT', { root: Array.from({ length: 40 }, () => 255) }],
    ['no entry', 'BASEMAP_EMPTY', { root: [0] }], ['a tile beyond the file', 'BASEMAP_UNSUPPORTED', { root: root([zxy(), 1, 500, 2 ** 40]) }], ['a tile of 4 GB', 'BASEMAP_UNSUPPORTED', { root: root([zxy(), 1, 2 ** 32, 1]) }],
    ['a directory that is a bomb', 'FILE_CORRUPT', { root: Array.from({ length: 34 << 20 }, () => 0) }], ['version 2', 'BASEMAP_UNSUPPORTED', { header: { version: 2 } }],
  ])('PMTiles with %s: %s', async (_, code, archive) => {
    expect(await codeOf(inPmtiles({ tiles: country(at), ...archive }))).toBe(code)
  })

  it('files that are cut, empty, of another kind, or without tiles say so', async () => {
    for (const [file, cut] of [[inMbtiles(country(at)), 9000], [inPmtiles({ tiles: country(at) }), 400]] as const) {
      truncateSync(file, cut)
      expect(await codeOf(file)).toBe('FILE_TRUNCATED')
      writeFileSync(file, '')
      expect(await codeOf(file)).toBe('EMPTY_FILE')
      writeFileSync(file, 'PK\u0003\u0004 and more than a hundred bytes of something else'.repeat(20))
      expect(await codeOf(file)).toBe('NOT_BASEMAP')
    }
    expect(await codeOf(inMbtiles({}))).toBe('BASEMAP_EMPTY')
    const other = join(folder(), 'other.mbtiles')
    new Database(other).exec('CREATE TABLE songs (name TEXT)').close()
    expect(await codeOf(other)).toBe('NOT_BASEMAP')
  })

  it('MBTiles whose view runs code, or whose pages are rubbish, are refused', async () => {
    const file = join(folder(), 'evil.mbtiles')
    new Database(file).exec("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, randomblob(10) AS tile_data FROM t").close()
    expect(await codeOf(file)).toBe('NOT_BASEMAP')
    const damaged = inMbtiles(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`8/${i}/100`, gzipSync(good())])))
    const bytes = readFileSync(damaged)
    bytes.fill(0x5a, 4096)
    writeFileSync(damaged, bytes)
    expect(['FILE_CORRUPT', 'BASEMAP_EMPTY', 'NOT_BASEMAP']).toContain(await codeOf(damaged))
  })

  it('a file in write-ahead mode is read without its log', async () => {
    const file = inMbtiles(country(at))
    const db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.close()
    const kept = join(folder(), 'kept.mbtiles')
    copyFileSync(file, kept)
    expect(await codeOf(kept)).toBe('none')
  })
})

describe.skipIf(!hasGdal)('MBTiles that GDAL makes', () => {
  it('are read with the zooms and box that GDAL names', async () => {
    const source = join(folder(), 'points.geojson')
    writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: [[16, 4], [18.5, 7.25]].map((coordinates, i) => ({ type: 'Feature', properties: { name: `P${i}` }, geometry: { type: 'Point', coordinates } })) }))
    const file = join(folder(), 'points.mbtiles')
    execFileSync('/usr/bin/ogr2ogr', ['-q', '-f', 'MBTILES', '-dsco', 'MINZOOM=2', '-dsco', 'MAXZOOM=7', '-nln', 'wells', file, source])
    await opened(file, async ({ info, tile }) => {
      expect([info.kind, info.schema, info.layers, info.minZoom, info.maxZoom]).toEqual(['vector', 'other', ['wells'], 2, 7])
      ;[16, 4, 18.5, 7.25].forEach((value, i) => expect(info.bounds[i]).toBeCloseTo(value, 3))
      expect((await tile(2, 2, 1))?.kind).toBe('vector')
    })
  })
})

function vectorTileOfCountry(): Uint8Array { return country(at, plain)[place]! }
function zxy(): number { return 3413 }
