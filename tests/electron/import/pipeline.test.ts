import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { previewFile } from '../../../electron/core/import/preview.ts'
import { importFile } from '../../../electron/core/import/pipeline.ts'
import { column, counted, errorCode, importedText, withFile } from './imported.ts'

const feature = (properties: object, geometry: unknown) => ({ type: 'Feature', properties, geometry })
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
const square = (x: number) => ({ type: 'Polygon', coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]] })
const around = Array.from({ length: 12 }, (_, i) => feature({ n: i }, { type: 'Point', coordinates: [18 + i * 0.1, 4 + i * 0.1] }))

describe('what an import says', () => {
  it('how far the first reading is, then a plan, then batches of at most 2,000 rows with growing progress, then one summary', async () => {
    const text = `code,v\n${Array.from({ length: 25_000 }, (_, i) => `A${i},${i}`).join('\n')}\n`
    await withFile('long.csv', text, async (path) => {
      const kinds: string[] = []
      let rows = 0
      let done = 0
      const looked: number[] = []
      for await (const message of importFile({ path, name: 'long.csv' }, {}, new AbortController().signal)) {
        kinds.push(Object.keys(message)[0]!)
        if ('looked' in message) looked.push(message.looked / message.total)
        if (!('rows' in message)) continue
        expect(message.rows.length).toBeLessThanOrEqual(2000)
        expect(message.done).toBeGreaterThanOrEqual(done)
        expect(message.done).toBeLessThanOrEqual(message.total)
        done = message.done
        rows += message.rows.length
      }
      expect(kinds.filter((kind, i) => kind !== kinds[i - 1])).toEqual(['looked', 'plan', 'rows', 'summary'])
      expect(looked.length).toBeGreaterThan(0)
      expect(looked).toEqual(looked.toSorted((a, b) => a - b))
      expect(looked.at(-1)).toBe(1)
      expect(rows).toBe(25_000)
    })
  })

  it('a signal stops it', async () => {
    const abort = new AbortController()
    abort.abort()
    await withFile('a.csv', 'code,v\nA,1\n', async (path) => {
      await expect(importFile({ path, name: 'a.csv' }, {}, abort.signal).next()).rejects.toThrow()
    })
  })

  it('the hash is of the bytes of the file', async () => {
    const { summary } = await importedText('a.csv', 'code,v\nA,1\n')
    expect(summary).toMatchObject({ sha256: createHash('sha256').update('code,v\nA,1\n').digest('hex'), bytes: 11 })
    expect((await importedText('b.csv', 'code,v\nA,1\n')).summary.sha256).toBe(summary.sha256)
    expect((await importedText('a.csv', 'code,v\nA,2\n')).summary.sha256).not.toBe(summary.sha256)
  })

  it('bounds are those of each geometry', async () => {
    await withFile('a.geojson', collection(feature({ adm1_pcode: 'A' }, square(3))), async (path) => {
      for await (const message of importFile({ path, name: 'a.geojson' }, {}, new AbortController().signal)) if ('rows' in message) expect(message.rows.map((row) => row.bounds)).toEqual([[3, 0, 4, 1]])
    })
  })
})

describe('geometry and kinds', () => {
  it('points made into areas have no geometry, with a note', async () => {
    const result = await importedText('towns.geojson', collection(feature({ code: 'A' }, { type: 'Point', coordinates: [18, 4] }), feature({ code: 'B' }, { type: 'Point', coordinates: [19, 4] })), { as: 'areas' })
    expect(result.plan).toMatchObject({ kind: 'areas', geometry: 'none' })
    expect(counted(result.summary.notes)).toEqual(['NOT_A_POLYGON 2'])
  })

  it('a point among polygons of areas is left out, its record stays', async () => {
    const result = await importedText('mixed.geojson', collection(feature({ adm1_pcode: 'A' }, square(0)), feature({ adm1_pcode: 'B' }, { type: 'Point', coordinates: [5, 5] })), { as: 'areas' })
    expect(result.plan.geometry).toBe('polygon')
    expect(result.rows.map((row) => row.geometry?.type ?? null)).toEqual(['MultiPolygon', null])
    expect(counted(result.summary.notes)).toEqual(['NOT_A_POLYGON 1', 'NO_GEOMETRY 1'].toSorted())
  })

  it('areas without geometry keep their record, with a note', async () => {
    const result = await importedText('some.geojson', collection(feature({ adm1_pcode: 'A' }, square(0)), feature({ adm1_pcode: 'B' }, null)))
    expect(result.summary).toMatchObject({ read: 2, imported: 2 })
    expect(counted(result.summary.notes)).toEqual(['NO_GEOMETRY 1'])
  })

  it('a point at 0, 0 far from the others has no position; one lost sign is noted', async () => {
    const result = await importedText('points.geojson', collection(...around, feature({ n: 98 }, { type: 'Point', coordinates: [0, 0] }), feature({ n: 99 }, { type: 'Point', coordinates: [18, -40] })))
    expect(result.rows.at(-2)!.geometry).toBeNull()
    expect(result.rows.at(-1)!.geometry).toEqual({ type: 'Point', coordinates: [18, -40] })
    expect(counted(result.summary.notes)).toEqual(['NULL_ISLAND 1', 'POSITION_FAR 1'])
  })

  it('points spread over the world are all fine', async () => {
    const world = Array.from({ length: 60 }, (_, i) => `${i},${((i * 37) % 170) - 85},${((i * 67) % 358) - 179}`)
    const result = await importedText('quakes.csv', `id,lat,lon\n${world.join('\n')}\n60,0,0.5\n`)
    expect(result.rows.every((row) => row.geometry !== null)).toBe(true)
    expect(result.summary.notes).toEqual([])
  })

  it('a system that does not fit the coordinates is not believed', async () => {
    const metres = { type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'EPSG:4326' } }, features: [feature({ a: 1 }, { type: 'Point', coordinates: [500_000, 442_112] })] }
    const degrees = { ...metres, crs: { type: 'name', properties: { name: 'EPSG:32633' } }, features: around }
    expect(await errorCode(importedText('metres.geojson', JSON.stringify(metres)))).toBe('CRS_MISSING')
    expect(await errorCode(importedText('degrees.geojson', JSON.stringify(degrees)))).toBe('CRS_MISSING')
    expect((await importedText('degrees.geojson', JSON.stringify(degrees), { crs: 'EPSG:4326' })).rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [18, 4] })
  })

  it('an unknown system is refused', async () => {
    expect(await errorCode(importedText('a.csv', 'lat,lon\n4,18\n', { crs: 'EPSG:1' }))).toBe('CRS_UNKNOWN')
  })

  it('columns of a source that are called like those of areas are renamed', async () => {
    const result = await importedText('a.geojson', collection(feature({ adm1_pcode: 'A', area_code: 'own', Area_Name: 'n' }, square(0))))
    expect(result.plan.fields.map((field) => field.name)).toEqual(['area_code', 'area_name', 'parent_code', 'adm1_pcode', 'area_code_2', 'Area_Name_2'])
  })

  it('a column of geometry texts becomes the geometry and is not kept twice', async () => {
    const result = await importedText('wkt.csv', 'pcode,name,WKT\nA,x,"POLYGON((0 0,1 0,1 1,0 0))"\nB,y,not one\n')
    expect(result.plan).toMatchObject({ kind: 'areas', geometry: 'polygon' })
    expect(result.plan.fields.map((field) => field.name)).not.toContain('WKT')
    expect(counted(result.summary.reasons)).toEqual(['BAD_GEOMETRY 1'])
  })
})

describe('previews', () => {
  it('a preview of a long file reads its first records only, and says that it does not know how many there are', async () => {
    const many = collection(...Array.from({ length: 12_000 }, (_, i) => feature({ n: i }, { type: 'Point', coordinates: [18, 4] })))
    await withFile('many.geojson', many, async (path) => {
      const preview = await previewFile({ path, name: 'many.geojson' }, {})
      expect(preview).toMatchObject({ rows: null, kind: 'features', geometry: 'point' })
      expect(preview.sample).toHaveLength(200)
    })
    expect(column(await importedText('many.geojson', many), 'n')).toHaveLength(12_000)
  })

  it('a file with several layers previews as their list', async () => {
    const gpx = '<gpx><wpt lon="1" lat="2"/><trk><trkseg><trkpt lon="1" lat="2"/><trkpt lon="2" lat="2"/></trkseg></trk></gpx>'
    const preview = await withFile('walk.gpx', gpx, (path) => previewFile({ path, name: 'walk.gpx' }, {}))
    expect(preview).toMatchObject({ sublayer: null, sublayers: [{ name: 'waypoints', rows: 1 }, { name: 'tracks', rows: 1 }] })
    const chosen = await withFile('walk.gpx', gpx, (path) => previewFile({ path, name: 'walk.gpx' }, { sublayer: 'tracks' }))
    expect(chosen).toMatchObject({ sublayer: 'tracks', geometry: 'line' })
  })
})

describe('files that want too much', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['hundreds of thousands of values in a line', 'TOO_MANY_COLUMNS', 'a,'.repeat(500_000)],
    ['a line of 70 MB', 'LINE_TOO_LONG', Buffer.alloc(70_000_000, 97)],
  ])('%s ends as %s', async (_, code, content) => {
    expect(await errorCode(importedText('big.csv', content))).toBe(code)
  })

  it('a text of 40 MB inside a tag is refused', async () => {
    const kml = Buffer.concat([Buffer.from('<kml><Placemark><name>'), Buffer.alloc(40_000_000, 120), Buffer.from('</name></Placemark></kml>')])
    expect(await errorCode(importedText('big.kml', kml))).toBe('RECORD_TOO_LONG')
  })

  it.each(['.prj', '.cpg', '.shx'])('a companion of a shapefile (%s) names the file to choose', async (extension) => {
    await expect(importedText(`areas${extension}`, 'GEOGCS["x"]')).rejects.toThrow(/\.shp/)
  })
})
