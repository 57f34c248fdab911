import { join } from 'node:path'
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import { formatsOf } from '../../../shared/model/export.ts'
import { folder, project, addLayer } from '../sql/helpers.ts'
import { imported } from '../import/imported.ts'
import { shortNames } from '../../../electron/core/exports/shapefile-columns.ts'
import { hostileTable, plainGeometry, plainValue, type HostileTable, type Value } from './hostile-tables.ts'

const quiet = { report: () => {}, signal: new AbortController().signal }
const opened = new Map<string, { place: string; made: ReturnType<typeof project> }>()

/** Writes a table into a project and out of it. */
async function exported(table: HostileTable, format: LayerFormat): Promise<string> {
  const place = folder()
  const made = project('p.gpkg', place)
  const layer = addLayer(made, { name: 'Layer 1', kind: table.geometry === 'none' ? 'table' : 'features', geometry: table.geometry, fields: table.fields }, table.rows.map(({ geometry, values }) => ({ geometry: geometry ? encodeWkb(geometry) : null, bounds: geometry ? boundsOf(geometry) : null, values })))
  const file = await exportLayer(made.db, layer, format, {}, place, quiet)
  opened.set(file.path, { place, made })
  return file.path
}

function discard(path: string): void {
  const one = opened.get(path)
  opened.delete(path)
  one?.made.release()
  if (one) rmSync(join(one.place), { recursive: true, force: true })
}

/** What a format keeps of a text. */
const keeps: Partial<Record<LayerFormat, (text: string) => string>> = {
  csv: (text) => (/^[=+\-@\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text),
  kml: (text) => text.trim(),
  'shp.zip': (text) => { let cut = ''; for (const character of text) { if (Buffer.byteLength(cut + character) > 254) break; cut += character } return cut.trim() },
}

/** Blank lines of a sheet are no records. */
function holdsAnything(row: { geometry: unknown; values: unknown[] }): boolean { return row.geometry !== null || row.values.some((value) => value !== null) }

function rowKey(row: { geometry: unknown; values: unknown[] }): string { return JSON.stringify([row.geometry, row.values]) }

describe('what is written in a format and imported again is the same data', () => {
  it.each(['csv', 'geojson', 'geojsonl', 'gpkg', 'xlsx', 'kml', 'fgb', 'parquet', 'shp.zip'] as const)('%s', { timeout: 600_000 }, async (format) => {
    await fc.assert(fc.asyncProperty(hostileTable, async (table) => {
      if (!formatsOf({ geometry: table.geometry, kind: 'features' }).includes(format)) return
      const mixedShapes = format === 'shp.zip' && new Set(table.rows.flatMap(({ geometry }) => (geometry ? [geometry.type.replace(/^Multi(?!Point)/, '')] : []))).size > 1
      if (mixedShapes) return
      const path = await exported(table, format)
      try {
        const back = await imported(path, { as: table.geometry === 'none' ? 'table' : 'features', ...(format === 'xlsx' ? { sublayer: 'Layer 1' } : {}) })
        const names = format === 'shp.zip' ? shortNames(table.fields.map((field) => field.name)) : table.fields.map((field) => field.name)
        const keep = keeps[format] ?? ((text) => text)
        const wanted = table.rows.map(({ geometry, values }) => ({ geometry: plainGeometry(geometry), values: values.map((value, i) => plainValue(typeof value === 'string' && table.fields[i]!.type === 'text' ? keep(value) : value, table.fields[i]!.type)) }))
        const places = names.map((name) => ({ at: back.plan.fields.findIndex((field) => field.name === name), beside: back.plan.fields.findIndex((field) => field.name === `${name} (as written)`) }))
        const found = back.rows.map(({ geometry, values }) => ({ geometry: plainGeometry(geometry), values: table.fields.map((field, i) => plainValue((values[places[i]!.at] ?? (places[i]!.beside < 0 ? null : values[places[i]!.beside])) as Value, field.type)) }))
        const order = format === 'fgb' ? (rows: typeof wanted) => rows.map(rowKey).toSorted() : (rows: typeof wanted) => rows.map(rowKey)
        expect(back.summary.rejected).toBe(0)
        expect(order(found)).toEqual(order(format === 'csv' || format === 'xlsx' ? wanted.filter(holdsAnything) : wanted))
      } finally {
        discard(path)
      }
    }), { seed: 20_260_301, numRuns: 25, endOnFailure: true })
  })
})
