import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { transformOf } from '../../../electron/core/crs/index.ts'
import { loadCrsTable } from '../../../electron/core/crs/table.ts'
import { reference } from './reference.ts'

const gdal = spawnSync('/usr/bin/python3', ['-c', 'from osgeo import osr'], { stdio: 'ignore' }).status === 0

function metresApart(a: [number, number], b: [number, number]): number {
  const lon = ((a[0] - b[0] + 540) % 360) - 180
  return Math.hypot(lon * Math.cos((b[1] * Math.PI) / 180), a[1] - b[1]) * 111_195
}

/** What a system's own note admits, doubled; half a metre where there is none. */
function tolerance(note: string | undefined): number {
  return note ? Math.max(1, 2 * Number(/about ([\d.]+) m/.exec(note)?.[1] ?? 100)) : 0.5
}

describe('coordinate systems', () => {
  it.each(reference)('%s lies where GDAL puts it', (crs, x, y, lon, lat) => {
    const transform = transformOf(crs)
    expect(metresApart(transform.forward(x, y), [lon, lat])).toBeLessThan(tolerance(transform.note))
  })

  it.each(reference)('%s comes back from longitude and latitude', (crs, x, y) => {
    const transform = transformOf(crs)
    const [backX, backY] = transform.inverse(...transform.forward(x, y))
    const unit = transform.geographic ? 111_195 : 1
    expect(Math.hypot(backX - x, backY - y) * unit).toBeLessThan(0.05)
  })

  it('holds more than 7,000 systems, each with a name, a projection and an area', () => {
    const entries = [...loadCrsTable().byCode.values()]
    expect(entries.length).toBeGreaterThan(7000)
    expect(entries.filter((e) => !e.name || !e.proj.startsWith('+proj=') || e.bbox.length !== 4 || e.bbox.some((v) => !Number.isFinite(v)))).toEqual([])
  })

  it.each([
    'EPSG:32634', 'epsg:32634', 'EPSG::32634', '32634', 'urn:ogc:def:crs:EPSG::32634', 'urn:ogc:def:crs:EPSG:9.1:32634', 'urn:x-ogc:def:crs:EPSG:32634', 'http://www.opengis.net/def/crs/EPSG/0/32634',
    'http://www.opengis.net/gml/srs/epsg.xml#32634', '+init=epsg:32634', '+init=epsg:32634 +no_defs', 'WGS 84 / UTM zone 34N', 'WGS_1984_UTM_Zone_34N', '{"type":"ProjectedCRS","name":"x","id":{"authority":"EPSG","code":32634}}',
  ])('reads %s as EPSG:32634', (text) => {
    const transform = transformOf(text)
    expect(transform.code).toBe('EPSG:32634')
    expect(metresApart(transform.forward(500_000, 600_000), [21, 5.42822542])).toBeLessThan(0.01)
  })

  it.each(['OGC:CRS84', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84', 'CRS:84', 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'EPSG:4326', 'WGS84', 'GCS_WGS_1984'])('%s leaves longitude and latitude as they are', (text) => {
    const transform = transformOf(text)
    expect([transform.geographic, ...transform.forward(18.5, 4.25)]).toEqual([true, 18.5, 4.25])
  })

  it('reads proj text with its own datum shift', () => {
    const transform = transformOf('+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +ellps=clrk80ign +pm=paris +towgs84=-168,-60,320,0,0,0,0 +units=m +no_defs')
    expect(metresApart(transform.forward(600_000, 2_200_000), transformOf('EPSG:27572').forward(600_000, 2_200_000))).toBeLessThan(0.01)
  })

  it.each(['laea', 'aea +lat_1=20 +lat_2=-23', 'sinu', 'cea', 'merc', 'tmerc', 'lcc +lat_1=10', 'eqc', 'moll', 'robin', 'stere', 'aeqd', 'poly'])('takes what proj text leaves out as 0: +proj=%s', (proj) => {
    const short = transformOf(`+proj=${proj} +datum=WGS84`).forward(300_000, 200_000)
    const long = transformOf(`+proj=${proj} +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84`).forward(300_000, 200_000)
    expect([short, short.every(Number.isFinite)]).toEqual([long, true])
  })

  it('takes angles of Lambert II in grads from the meridian of Paris', () => {
    const wkt = 'PROJCS["NTF_Lambert_II_etendu",GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]],PRIMEM["Paris",2.337229166666667],UNIT["Grad",0.01570796326794897]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000],PARAMETER["False_Northing",2200000],PARAMETER["Central_Meridian",0],PARAMETER["Standard_Parallel_1",52],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52],UNIT["Meter",1]]'
    expect(metresApart(transformOf(wkt).forward(600_000, 2_200_000), [2.33653361, 46.79994878])).toBeLessThan(2)
  })

  it('reads the horizontal part of a compound system and the source of a bound one', () => {
    const utm = 'PROJCRS["WGS 84 / UTM zone 34N",BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["UTM zone 34N",METHOD["Transverse Mercator"],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",21,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9996,SCALEUNIT["unity",1]],PARAMETER["False easting",500000,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1]]'
    expect(transformOf(`COMPOUNDCRS["with height",${utm},VERTCRS["EGM96 height",VDATUM["EGM96 geoid"],CS[vertical,1],AXIS["up",up],LENGTHUNIT["metre",1]]]`).code).toBe('EPSG:32634')
    const nad27 = 'GEOGCRS["mine",DATUM["mine",ELLIPSOID["Clarke 1866",6378206.4,294.978698213898]],PRIMEM["Greenwich",0],CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],ANGLEUNIT["degree",0.0174532925199433]]'
    const bound = `BOUNDCRS[SOURCECRS[${nad27}],TARGETCRS[GEOGCRS["WGS 84",DATUM["x",ELLIPSOID["WGS 84",6378137,298.257223563]]]],ABRIDGEDTRANSFORMATION["a",METHOD["Geocentric translations"],PARAMETER["X-axis translation",-8],PARAMETER["Y-axis translation",160],PARAMETER["Z-axis translation",176]]]`
    expect(metresApart(transformOf(bound).forward(-100, 40), [-100.0004078, 40.00000868])).toBeLessThan(1)
  })

  it('answers NaN for positions outside a projection and for what is no number', () => {
    expect(transformOf('EPSG:32634').forward(NaN, 0)).toEqual([NaN, NaN])
    expect(transformOf('EPSG:32634').forward(Infinity, 5)).toEqual([NaN, NaN])
    expect(transformOf('EPSG:3035').forward(1e12, 1e12)).toEqual([NaN, NaN])
  })

  it.each([null, '', '  ', 'undefined', 'Undefined SRS'])('%j is a missing system', (text) => {
    expect(() => transformOf(text)).toThrowError(expect.objectContaining({ code: 'CRS_MISSING' }))
  })

  it.each([
    'EPSG:999999', 'EPSG:4978', 'rubbish', '{', '{"a":1}', 'PROJCS[', 'PROJCS["a"]', 'LOCAL_CS["site",UNIT["m",1]]', 'GEOGCS["a",DATUM["b",SPHEROID["c",0,0]]]', 'GEOGCS[[[', '+proj=nothing', '+', `${'A['.repeat(30)}`,
    'PROJCS["a",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257]],UNIT["degree",0.0174532925]],PROJECTION["Dymaxion"],UNIT["m",1]]',
  ])('refuses %s in one line', (text) => {
    let message = ''
    try { transformOf(text) } catch (error) { expect(error).toMatchObject({ name: 'AtlasError', code: 'CRS_UNKNOWN' }); message = (error as Error).message }
    expect(message).toMatch(/^[^\n]{20,300}$/)
  })

  it.skipIf(!gdal)('reads the well-known text that GDAL writes for the same systems, without any code in it', () => {
    const script = `
import json, sys
from osgeo import osr
osr.UseExceptions()
out = []
for code in json.load(sys.stdin):
    s = osr.SpatialReference()
    s.SetFromUserInput(code)
    for f in ('WKT1_ESRI', 'WKT1_GDAL', 'WKT2_2019'):
        try: out.append([code, f, s.ExportToWkt(['FORMAT=' + f])])
        except RuntimeError: pass
json.dump(out, sys.stdout)`
    const texts = JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { input: JSON.stringify(reference.map((r) => r[0])), encoding: 'utf8', maxBuffer: 1e8 })) as [string, string, string][]
    const at = new Map(reference.map((r) => [r[0], r]))
    const wrong = texts.flatMap(([code, form, text]) => {
      const [, x, y, lon, lat] = at.get(code) ?? ['', 0, 0, 0, 0]
      try {
        const transform = transformOf(text.replace(/,(AUTHORITY|ID)\["[^"]*",("[^"]*"|\d+)\]/g, ''))
        const metres = metresApart(transform.forward(x, y), [lon, lat])
        return metres <= tolerance(transform.note) ? [] : [`${code} ${form} ${metres}`]
      } catch (error) {
        return [`${code} ${form} ${String(error)}`]
      }
    })
    expect(texts.length).toBeGreaterThan(250)
    expect(wrong).toEqual([])
  })
})
