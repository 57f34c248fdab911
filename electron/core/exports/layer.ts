import { open } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext, HeldFile } from '../core.ts'
import { exportGeoPackage } from '../sql/copy.ts'
import type { Db } from '../sql/database.ts'
import { iterateFeatures } from '../sql/iterate-features.ts'
import { csvLine } from './csv.ts'

/**
 * Writes a layer to a file in `folder`, whole or not at all. CSV: every field by its source name, points with `longitude` and `latitude`, other geometries as `wkt`.
 * GeoJSON after RFC 7946, one feature per line. GeoPackage: one table with the layer's style. Throws `NO_GEOMETRY` for a table as GeoJSON.
 */
export async function exportLayer(db: Db, layer: Layer, format: 'csv' | 'geojson' | 'gpkg', folder: string, context: CallContext): Promise<HeldFile & { rows: number }> {
  const name = `${layer.table}.${format}`
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  if (format === 'gpkg') {
    exportGeoPackage(db, [layer.id], path)
    return { path, name, rows: layer.rows }
  }
  if (format === 'geojson' && layer.geometry === 'none') throw new AtlasError('NO_GEOMETRY', `"${layer.name}" is a table without geometry. Export it as CSV.`)
  const lines = format === 'csv' ? csvLines(db, layer) : geoJsonLines(db, layer)
  const file = await open(path, 'wx', 0o600)
  let rows = 0, chunk = ''
  try {
    for (const line of lines) {
      chunk += line
      rows++
      if (chunk.length < 1 << 20) continue
      await file.write(chunk)
      chunk = ''
      if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The export was cancelled; nothing was written.')
      context.report({ step: 'export.writing', done: Math.min(rows, layer.rows), total: layer.rows })
    }
    await file.write(chunk)
  } finally {
    await file.close()
  }
  return { path, name, rows: layer.rows }
}

function* csvLines(db: Db, layer: Layer): Generator<string> {
  const names = layer.fields.map((field) => field.name)
  const points = layer.geometry === 'point', shapes = !points && layer.geometry !== 'none'
  const free = (wanted: string) => { let name = wanted; while (names.includes(name)) name += '_'; return name }
  yield `${csvLine([...names, ...(points ? [free('longitude'), free('latitude')] : shapes ? [free('wkt')] : [])])}\n`
  for (const { geometry, values } of iterateFeatures(db, layer.id)) {
    const place = points ? (geometry?.type === 'Point' ? [geometry.coordinates[0], geometry.coordinates[1]] : [null, null]) : shapes ? [geometry ? wktOf(geometry) : null] : []
    yield `${csvLine([...values, ...place])}\n`
  }
}

function* geoJsonLines(db: Db, layer: Layer): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n'
  let first = true
  for (const { fid, geometry, values } of iterateFeatures(db, layer.id)) {
    const properties = Object.fromEntries(layer.fields.map((field, i) => [field.name, field.type === 'boolean' && values[i] !== null ? values[i] === 1 : values[i]]))
    yield `${first ? '' : ',\n'}${JSON.stringify({ type: 'Feature', id: fid, geometry, properties })}`
    first = false
  }
  yield '\n]}\n'
}

/** A geometry as well-known text, coordinates to the last digit. */
export function wktOf(geometry: GeoJSON.Geometry): string {
  const pair = (p: GeoJSON.Position) => `${p[0]} ${p[1]}`
  const line = (l: GeoJSON.Position[]) => `(${l.map(pair).join(', ')})`
  const rings = (r: GeoJSON.Position[][]) => `(${r.map(line).join(', ')})`
  switch (geometry.type) {
    case 'Point': return `POINT (${pair(geometry.coordinates)})`
    case 'MultiPoint': return `MULTIPOINT (${geometry.coordinates.map((p) => `(${pair(p)})`).join(', ')})`
    case 'LineString': return `LINESTRING ${line(geometry.coordinates)}`
    case 'MultiLineString': return `MULTILINESTRING ${rings(geometry.coordinates)}`
    case 'Polygon': return `POLYGON ${rings(geometry.coordinates)}`
    case 'MultiPolygon': return `MULTIPOLYGON (${geometry.coordinates.map(rings).join(', ')})`
    case 'GeometryCollection': return `GEOMETRYCOLLECTION (${geometry.geometries.map(wktOf).join(', ')})`
  }
}
