import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { bundleFiles } from '../../renderer/features/data/files.ts'

const file = (name: string, text = name) => new File([text], name, { lastModified: Date.UTC(2024, 0, 2) })

describe('bundleFiles', () => {
  it('puts the loose parts of a shapefile into one zip, in the place of the first, and leaves the rest alone', async () => {
    const out = await bundleFiles([file('a.csv'), file('Roads.SHP', 'shapes'), file('b.geojson'), file('roads.dbf', 'rows'), file('roads.prj', 'system'), file('roads.shp.xml', 'words')])
    expect(out.map((one) => one.name)).toEqual(['a.csv', 'Roads.zip', 'b.geojson'])
    const parts = unzipSync(new Uint8Array(await out[1]!.arrayBuffer()))
    expect(Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]))).toEqual({ 'Roads.SHP': 'shapes', 'roads.dbf': 'rows', 'roads.prj': 'system', 'roads.shp.xml': 'words' })
  })
  it('keeps two shapefiles apart and a table without shapes as it is', async () => {
    const out = await bundleFiles([file('a.shp'), file('b.shp'), file('a.dbf'), file('b.dbf'), file('c.dbf'), file('d.prj')])
    expect(out.map((one) => one.name)).toEqual(['a.zip', 'b.zip', 'c.dbf', 'd.prj'])
  })
  it('keeps a raster with its world file, system and metadata, and one alone as it is', async () => {
    const out = await bundleFiles([file('dem.tif'), file('dem.tfw'), file('DEM.tif.aux.xml'), file('rain.tif'), file('slope.asc'), file('slope.prj'), file('other.tfw')])
    expect(out.map((one) => one.name)).toEqual(['dem.zip', 'rain.tif', 'slope.zip', 'other.tfw'])
    expect(Object.keys(unzipSync(new Uint8Array(await out[0]!.arrayBuffer())))).toEqual(['dem.tif', 'dem.tfw', 'DEM.tif.aux.xml'])
  })
  it('stores bytes as they are, across many chunks', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251)
    const [zip] = await bundleFiles([new File([bytes], 'big.shp'), file('big.shx')])
    expect(unzipSync(new Uint8Array(await zip!.arrayBuffer()))['big.shp']).toEqual(bytes)
  })
})
