import { readFileSync } from 'node:fs'
import type { Geometry } from 'geojson'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { flatgeobuf } from '../../../electron/core/formats/flatgeobuf.ts'
import { geoparquet } from '../../../electron/core/formats/geoparquet.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { FieldType } from '../../../shared/model/layer.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { column, errorCode, imported, importedText } from '../import/imported.ts'
import { addLayer, folder, project } from '../sql/helpers.ts'
import { chance, damaged } from './damage.ts'
import { codeOf, readAll, written } from './reading.ts'

const fields = [{ name: 'name', column: 'name', type: 'text' as FieldType }, { name: 'n', column: 'n', type: 'integer' as FieldType }, { name: 'day', column: 'day', type: 'date' as FieldType }, { name: 'ok', column: 'ok', type: 'boolean' as FieldType }]
const geometryAt = (i: number): Geometry => ({ type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]] })

async function fileOf(format: 'fgb' | 'parquet', count = 12): Promise<Uint8Array> {
  const made = project()
  const layer = addLayer(made, { name: 'L', kind: 'features', geometry: 'polygon', fields }, Array.from({ length: count }, (_, i) => ({ geometry: encodeWkb(geometryAt(i)), bounds: boundsOf(geometryAt(i)), values: [`é ${i}`, i === 3 ? null : i, `2024-01-0${i % 9 + 1}`, i % 2] })))
  return readFileSync((await exportLayer(made.db, layer, format, {}, folder(), { report: () => {}, signal: new AbortController().signal })).path)
}

/** A Parquet file by its schema and columns. */
function parquetOf(schema: ConstructorParameters<typeof ParquetWriter>[0]['schema'], columnData: { name: string; data: unknown[] }[], geo?: object): Uint8Array {
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({ writer, schema, kvMetadata: geo ? [{ key: 'geo', value: JSON.stringify(geo) }] : [] })
  void parquet.write({ columnData })
  void parquet.finish()
  return Uint8Array.from(writer.getBytes())
}

describe('GeoParquet', () => {
  it.skipIf(!shared).each([[1, 17], [2, 72]])('borders of level %i in nested lists and ZSTD are those of the GeoJSON, value by value', async (level, count) => {
    const { layer, rows } = await readAll(geoparquet, sharedFile(`fixtures/caf/boundaries/caf_admin${level}.parquet`))
    const truth = JSON.parse(readFileSync(sharedFile(`fixtures/caf/boundaries/caf_admin${level}.geojson`), 'utf8')) as { features: { properties: Record<string, unknown>; geometry: Geometry }[] }
    const code = `adm${level}_pcode`
    expect(rows).toHaveLength(count)
    const at = layer.fields.findIndex((field) => field.name === code)
    const byCode = new Map(rows.map((row) => [row.values[at], row]))
    for (const { properties, geometry } of truth.features) {
      const row = byCode.get(String(properties[code]))!
      expect(row.geometry).toEqual(geometry)
      expect(Object.fromEntries(layer.fields.map((field, i) => [field.name, row.values[i]]))).toEqual(properties)
    }
    expect(layer.crs).toBe('EPSG:4326')
    expect(layer.notes.map((note) => note.code)).toEqual(['COVERING_LEFT_OUT'])
  })

  it.skipIf(!shared).each([[0, 1], [1, 17], [2, 72], [3, 175]])('level %i becomes an area set of %i areas', async (level, count) => {
    const { plan, summary } = await imported(sharedFile(`fixtures/caf/boundaries/caf_admin${level}.parquet`))
    expect({ kind: plan.kind, level: plan.level, imported: summary.imported, rejected: summary.rejected }).toEqual({ kind: 'areas', level, imported: count, rejected: 0 })
  })

  it('a native type of geometry, one in another system and a table without any are read', async () => {
    const wkb = (x: number, y: number) => encodeWkb({ type: 'Point', coordinates: [x, y] })
    const schema = (extra: object) => [{ name: 'schema', num_children: 2 }, { name: 'id', type: 'INT32' as const, repetition_type: 'OPTIONAL' as const }, { name: 'geom', type: 'BYTE_ARRAY' as const, repetition_type: 'OPTIONAL' as const, ...extra }]
    const utm = await importedText('utm.parquet', parquetOf(schema({}), [{ name: 'id', data: [1, 2] }, { name: 'geom', data: [wkb(500_000, 0), undefined] }], { version: '1.0.0', primary_column: 'geom', columns: { geom: { encoding: 'WKB', geometry_types: ['Point'], crs: { type: 'ProjectedCRS', name: 'WGS 84 / UTM zone 33N', id: { authority: 'EPSG', code: 32633 } } } } }))
    expect(utm.rows.map((row) => row.geometry && (row.geometry as { coordinates: number[] }).coordinates.map((value) => Math.round(value * 1e6) / 1e6))).toEqual([[15, 0], null])
    const plain = await importedText('plain.parquet', parquetOf(schema({}), [{ name: 'id', data: [1] }, { name: 'geom', data: [wkb(18.5, 4.5)] }]))
    expect(plain.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [18.5, 4.5] })
    const table = await importedText('table.parquet', parquetOf([{ name: 'schema', num_children: 1 }, { name: 'code', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', converted_type: 'UTF8' }], [{ name: 'code', data: ['A', undefined, 'É'] }]))
    expect(table.plan.geometry).toBe('none')
    expect(column(table, 'code')).toEqual(['A', null, 'É'])
  })

  it('a record whose geometry is damaged is rejected, the others come in', async () => {
    const bytes = parquetOf([{ name: 'schema', num_children: 2 }, { name: 'id', type: 'INT32', repetition_type: 'OPTIONAL' }, { name: 'geometry', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' }], [{ name: 'id', data: [1, 2] }, { name: 'geometry', data: [Uint8Array.of(1, 3, 0, 0, 0, 255, 255, 255, 255), encodeWkb(geometryAt(2))] }], { version: '1.1.0', primary_column: 'geometry', columns: { geometry: { encoding: 'WKB', geometry_types: [] } } })
    const { summary } = await importedText('half.parquet', bytes, { as: 'features' })
    expect(summary).toMatchObject({ read: 2, imported: 1, rejected: 1 })
    expect(summary.reasons[0]!.code).toBe('BAD_GEOMETRY')
  })

  it('whole numbers beyond what a double holds stay as they are written', async () => {
    const bytes = parquetOf([{ name: 'schema', num_children: 1 }, { name: 'id', type: 'INT64', repetition_type: 'OPTIONAL' }], [{ name: 'id', data: [9_223_372_036_854_775_807n, 1n] }])
    expect(column(await importedText('big.parquet', bytes), 'id')).toEqual(['9223372036854775807', '1'])
  })

  it('cut, empty and mislabelled files end in one line with a code', async () => {
    const bytes = await fileOf('parquet')
    expect(await codeOf(geoparquet.open({ path: written({ 'a.parquet': bytes.subarray(0, bytes.length - 40) }), name: 'a.parquet' }, {}))).toBe('FILE_TRUNCATED')
    expect(await codeOf(geoparquet.open({ path: written({ 'a.parquet': bytes.subarray(0, 7) }), name: 'a.parquet' }, {}))).toBe('FILE_TRUNCATED')
    expect(await codeOf(geoparquet.open({ path: written({ 'a.parquet': 'name,lat,lon\nx,1,2\n' }), name: 'a.parquet' }, {}))).toBe('NOT_PARQUET')
    expect(await errorCode(imported(written({ 'a.parquet': bytes.subarray(0, bytes.length - 40) })))).toBe('FILE_TRUNCATED')
  })
})

describe('FlatGeobuf', () => {
  it('cut, emptied and mislabelled files end in one line with a code', async () => {
    const bytes = await fileOf('fgb')
    const code = (content: Uint8Array | string) => errorCode(imported(written({ 'a.fgb': content })))
    expect(await code(bytes.subarray(0, bytes.length - 5))).toBe('FILE_TRUNCATED')
    expect(await code(bytes.subarray(0, 60))).toBe('FILE_TRUNCATED')
    expect(await code('fgb')).toBe('FILE_TRUNCATED')
    expect(await code('{"type":"FeatureCollection","features":[]} and more text')).toBe('NOT_FLATGEOBUF')
  })

  it('a file of one feature has an index of two nodes', async () => {
    const { rows } = await readAll(flatgeobuf, written({ 'one.fgb': await fileOf('fgb', 1) }))
    expect(rows.map((row) => [row.geometry, row.values])).toEqual([[{ type: 'MultiPolygon', coordinates: [(geometryAt(0) as { coordinates: unknown }).coordinates] }, ['é 0', 0, '2024-01-01', false]]])
  })
})

describe('damaged files', () => {
  it.each([['fgb', 300], ['parquet', 300]] as const)('%s, damaged at random, gives rows that add up or one line with a code', { timeout: 300_000 }, async (format, count) => {
    const bytes = await fileOf(format)
    const next = chance(20_261_201)
    let good = 0
    for (let i = 0; i < count; i++) {
      const content = damaged(bytes, next)
      try {
        const { summary, rows } = await importedText(`x.${format}`, content)
        expect(summary.read).toBe(summary.imported + summary.rejected)
        expect(rows.length).toBe(summary.imported)
        good += 1
      } catch (error) {
        const { code, message, stack } = error as { code?: string; message: string; stack?: string }
        expect(code ?? `bug: ${stack} in ${Buffer.from(content).toString('base64')}`).toMatch(/^[A-Z0-9_]+$/)
        expect(message).not.toContain('\n')
      }
    }
    expect(good).toBeGreaterThan(0)
  })
})
