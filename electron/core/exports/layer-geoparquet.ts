import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet'
import type { Geometry } from 'geojson'
import type { FieldType } from '../../../shared/model/layer.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { aboutObject } from './about.ts'
import type { Out } from './out.ts'
import { freeName, type ExportRow, type ExportTable, type ExportValue } from './table.ts'
import type { LayerWriter } from './writers.ts'

const groupRows = 20_000
const groupBytes = 64_000_000

/** GeoParquet 1.1: geometry as well-known binary in CRS84, columns typed, row groups of at most 20,000 rows, compressed by Snappy. A table without geometry is plain Parquet. */
export const layerGeoParquet: LayerWriter = {
  format: 'parquet', needsGeometry: false, takesTags: false, passes: 2,
  async write(table, out) {
    const spatial = table.layer.geometry !== 'none'
    const { types, box, found } = await survey(table)
    const geometry = freeName(table.fields.map((field) => field.name), 'geometry')
    const schema: SchemaElement[] = [{ name: 'schema', num_children: table.fields.length + (spatial ? 1 : 0) }, ...table.fields.map((field, i): SchemaElement => ({ name: field.name, repetition_type: 'OPTIONAL', ...elements[types[i]!] })), ...(spatial ? [{ name: geometry, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' } satisfies SchemaElement] : [])]
    const geo = { version: '1.1.0', primary_column: geometry, columns: { [geometry]: { encoding: 'WKB', geometry_types: found, ...(box ? { bbox: box } : {}) } } }
    const writer = new ParquetWriter({ writer: writerTo(out), schema, createdBy: 'Human Security Atlas', kvMetadata: [...(spatial ? [{ key: 'geo', value: JSON.stringify(geo) }] : []), { key: 'metadata', value: JSON.stringify(aboutObject(table)) }] })
    const writeGroup = (rows: ExportRow[], shapes: (Uint8Array | null)[]) => {
      if (rows.length === 0) return
      void writer.write({ rowGroupSize: rows.length, columnData: [...table.fields.map((field, i) => ({ name: field.name, data: rows.map((row) => stored(row.values[i] ?? null, types[i]!)) })), ...(spatial ? [{ name: geometry, data: shapes }] : [])] })
    }
    let rows: ExportRow[] = []
    let shapes: (Uint8Array | null)[] = []
    let bytes = 0
    for await (const batch of table.batches()) {
      for (const row of batch) {
        const shape = row.geometry ? encodeWkb(row.geometry) : null
        rows.push({ ...row, geometry: null })
        shapes.push(shape)
        bytes += shape?.length ?? 0
      }
      if (rows.length < groupRows && bytes < groupBytes) continue
      writeGroup(rows, shapes)
      rows = []
      shapes = []
      bytes = 0
    }
    writeGroup(rows, shapes)
    await writer.finish()
  },
}

const elements: Record<FieldType, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT64' }, real: { type: 'DOUBLE' }, boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
}

/** The types that hold every value: a field whose numbers or dates do not fit its type becomes real or text. */
async function survey(table: ExportTable): Promise<{ types: FieldType[]; box: number[] | null; found: string[] }> {
  const types = table.fields.map((field) => field.type)
  const found = new Set<Geometry['type']>()
  let box: number[] | null = null
  for await (const batch of table.batches()) {
    for (const { geometry, values } of batch) {
      values.forEach((value, i) => { types[i] = fitting(types[i]!, value) })
      if (!geometry) continue
      found.add(geometry.type)
      const own = boundsOf(geometry)
      if (own) box = box ? [Math.min(box[0]!, own[0]), Math.min(box[1]!, own[1]), Math.max(box[2]!, own[2]), Math.max(box[3]!, own[3])] : [...own]
    }
  }
  return { types, box, found: [...found].toSorted() }
}

function fitting(type: FieldType, value: ExportValue): FieldType {
  if (value === null) return type
  if (type === 'integer' && typeof value === 'number' && !Number.isSafeInteger(value)) return 'real'
  if ((type === 'date' || type === 'datetime') && !Number.isFinite(timeOf(value))) return 'text'
  return type
}

function stored(value: ExportValue, type: FieldType): unknown {
  if (value === null) return undefined
  switch (type) {
    case 'text': return String(value)
    case 'integer': return BigInt(Number(value))
    case 'real': return Number(value)
    case 'boolean': return value === true
    case 'date': return Math.floor(timeOf(value) / 86_400_000)
    case 'datetime': return BigInt(timeOf(value))
  }
}

function timeOf(value: ExportValue): number {
  const text = String(value)
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text)
}

/** The writer's buffer, emptied into the file after each row group. */
function writerTo(out: Out): ByteWriter {
  const writer = new ByteWriter(1 << 20)
  const held = writer as unknown as { index: number }
  const empty = () => {
    if (held.index > 0) out.write(new Uint8Array(writer.buffer.slice(0, held.index)))
    held.index = 0
  }
  return Object.assign(writer, { flush: empty, finish: empty })
}
