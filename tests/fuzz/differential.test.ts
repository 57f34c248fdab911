import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundsOf } from '../../shared/geo/bounds.ts'
import { freshFolder, gdal, gdalFeatures } from '../electron/formats/reading.ts'
import { imported } from '../electron/import/imported.ts'
import { below, chanceOf, pick, type Chance } from './mutate.ts'

const seed = 20_261_203
const rounds = 2
type Value = string | number | null
interface Row { geometry: Geometry | null; values: { label: string | null; people: number | null; share: number | null; since: string | null } }

const labels = ['Kémo', 'بانغي المركزية', '中非', "O'Brien; \"x\", y", 'Ouham-Pendé', 'ÅÄÖ', 'a<b>&c', '1,5 km', 'x'.repeat(80), 'Київ']
const round7 = (value: number) => Math.round(value * 1e7) / 1e7

/** Rows of one kind of geometry, the same for a seed: labels in many scripts, whole and broken numbers, dates, some of each missing. */
function makeRows(kind: 'Point' | 'LineString' | 'Polygon', next: Chance): Row[] {
  return Array.from({ length: 5 + below(40, next) }, (_, i) => {
    const [x, y] = [round7(next() * 340 - 170), round7(next() * 160 - 80)]
    const square = (side: number): Position[] => [[x, y], [round7(x + side), y], [round7(x + side), round7(y + side)], [x, round7(y + side)], [x, y]]
    const hole: Position[] = [[round7(x + 0.25), round7(y + 0.25)], [round7(x + 0.25), round7(y + 0.5)], [round7(x + 0.5), round7(y + 0.5)], [round7(x + 0.25), round7(y + 0.25)]]
    const geometry: Geometry = kind === 'Point' ? { type: kind, coordinates: [x, y] } : kind === 'LineString' ? { type: kind, coordinates: square(1).slice(0, 2 + below(3, next)) } : { type: kind, coordinates: next() < 0.4 ? [square(1), hole] : [square(1)] }
    const some = <T>(value: T): T | null => (i > 0 && next() < 0.15 ? null : value)
    return { geometry, values: { label: i === 0 ? 'Text' : some(pick(labels, next)), people: some(below(2 ** 31, next) - 1000), share: some(round7(next() * 1000) + 0.5), since: some(`20${String(10 + below(15, next))}-0${1 + below(9, next)}-${10 + below(19, next)}`) } }
  })
}

/** The formats that GDAL writes and this program reads, with what GDAL is to be told. */
const formats: Record<string, { driver: string; words: string[]; only?: boolean }> = {
  gpkg: { driver: 'GPKG', words: [] }, shp: { driver: 'ESRI Shapefile', words: ['-lco', 'ENCODING=UTF-8'] }, geojson: { driver: 'GeoJSON', words: ['-lco', 'COORDINATE_PRECISION=15'] }, geojsonl: { driver: 'GeoJSONSeq', words: ['-lco', 'COORDINATE_PRECISION=15'] },
  fgb: { driver: 'FlatGeobuf', words: [] }, kml: { driver: 'LIBKML', words: [] }, csv: { driver: 'CSV', words: ['-lco', 'GEOMETRY=AS_WKT', '-lco', 'SEPARATOR=SEMICOLON'] }, xlsx: { driver: 'XLSX', words: [] }, gpx: { driver: 'GPX', words: ['-dsco', 'GPX_USE_EXTENSIONS=YES'] },
}

const drivers = gdal ? spawnSync('ogrinfo', ['--formats'], { encoding: 'utf8' }).stdout : ''

function written(rows: Row[], format: string): string {
  const folder = freshFolder()
  const source = join(folder, 'source.geojson')
  writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features: rows.map(({ geometry, values }) => ({ type: 'Feature', properties: values, geometry })) }))
  const path = join(folder, `made.${format}`)
  const said = spawnSync('ogr2ogr', ['-f', formats[format]!.driver, ...formats[format]!.words, ...(format === 'gpx' ? ['-nln', rows[0]!.geometry!.type === 'Point' ? 'waypoints' : 'routes'] : ['-nln', 'made']), path, source], { encoding: 'utf8' })
  if (!existsSync(path)) throw new Error(said.stderr)
  return path
}

const plainDate = (value: unknown): Value => (value === null || value === undefined || value === '' ? null : String(value).replaceAll('/', '-').slice(0, 10))
const plainNumber = (value: unknown): Value => (value === null || value === undefined || value === '' ? null : Number(value))
const plainText = (value: unknown): Value => (value === null || value === undefined || value === '' ? null : String(value))
const keyOf = (values: Record<string, unknown>): string => JSON.stringify([plainText(values.label), plainNumber(values.people), plainNumber(values.share), plainDate(values.since)])
const boxOf = (geometries: (Geometry | null)[]): number[] => geometries.filter((one) => one !== null).map((one) => boundsOf(one)!).reduce((a, b) => [Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[2]!, b[2]!), Math.max(a[3]!, b[3]!)], [Infinity, Infinity, -Infinity, -Infinity] as number[])

describe.skipIf(!gdal)('files that GDAL writes are read as GDAL reads them (needs ogr2ogr and its Python module)', () => {
  it.each(Object.keys(formats))('%s: count, extent and values', { timeout: 240_000 }, async (format) => {
    if (!drivers.includes(` ${formats[format]!.driver} -`)) { process.stdout.write(`this GDAL does not write ${formats[format]!.driver}: not compared\n`); return }
    for (const kind of ['Point', 'LineString', 'Polygon'] as const) {
      if (format === 'gpx' && kind === 'Polygon') continue
      for (let round = 0; round < rounds; round++) {
        const rows = makeRows(kind, chanceOf(seed, round * 3 + kind.length))
        const path = written(rows, format)
        const theirs = gdalFeatures(path, ...(format === 'gpx' && kind === 'LineString' ? ['routes'] : []))
        const { plan, summary, rows: ours } = await imported(path, { as: format === 'xlsx' ? 'table' : 'features' })
        const words = `${format} ${kind} seed ${seed} round ${round}`
        expect([summary.read, summary.imported], words).toEqual([theirs.length, theirs.length])
        const named = ours.map(({ values }) => Object.fromEntries(plan.fields.map((field, i) => [field.name.replace(/^ogr_/, ''), values[i]])))
        // LIBKML gives its own dates back as times of the placemark only.
        const key = (values: Record<string, unknown>) => keyOf(format === 'kml' ? { ...values, since: null } : values)
        if (format !== 'gpx') expect(named.map(key).toSorted(), words).toEqual(theirs.map(({ properties }) => key(properties)).toSorted())
        if (format === 'xlsx') continue
        const [our, their] = [boxOf(ours.map((row) => row.geometry)), boxOf(format === 'csv' ? rows.map((row) => row.geometry) : theirs.map((feature) => feature.geometry as Geometry | null))]
        our.forEach((value, i) => expect(value, words).toBeCloseTo(their[i]!, 8))
      }
    }
  })
})
