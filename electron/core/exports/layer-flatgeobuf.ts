import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'
import { Builder } from 'flatbuffers'
import type { Geometry } from 'geojson'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { aboutObject } from './about.ts'
import { columnTypes, featureTable, flatTypes, headerTable } from './flatgeobuf-tables.ts'
import { hilbertOrder, packedTree } from './hilbert-index.ts'
import { writeWhole, type Out } from './out.ts'
import type { ExportTable, ExportValue } from './table.ts'
import type { LayerWriter } from './writers.ts'

const nodeSize = 16
const magic = Uint8Array.of(0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0)

/** FlatGeobuf 3 with its spatial index, features in the order of a Hilbert curve. Without the index, in the layer's order, where a record has no geometry: the format's index cannot hold one. */
export const layerFlatGeobuf: LayerWriter = {
  format: 'fgb', needsGeometry: true, takesTags: false, passes: 2,
  async write(table, out, folder) {
    const { geometryType, types } = await survey(table)
    const path = join(folder, `${randomBytes(8).toString('hex')}-features`)
    try {
      const { boxes, offsets, whole } = await writeFeatures(table, geometryType, types, path)
      const extent = extentOf(boxes)
      const indexed = whole && offsets.length > 1
      const count = Math.max(0, offsets.length - 1)
      out.write(magic)
      out.write(headerTable({ name: table.layer.name, geometryType, extent, columns: table.fields.map((field, i) => ({ name: field.name, type: types[i]! })), count, nodeSize: indexed ? nodeSize : 0, metadata: JSON.stringify(aboutObject(table)) }))
      const order = indexed && extent ? hilbertOrder(boxes, extent) : Uint32Array.from({ length: count }, (_, i) => i)
      if (indexed) out.write(indexOf(order, boxes, offsets))
      await copyInOrder(path, order, offsets, out)
    } finally {
      rmSync(path, { force: true })
    }
  },
}

/** The one geometry type of all records (singles count as multis where both occur), and the column types; whole numbers that a long cannot hold make a column of doubles. */
async function survey(table: ExportTable): Promise<{ geometryType: number; types: number[] }> {
  const found = new Set<Geometry['type']>()
  const types = table.fields.map((field) => columnTypes[field.type])
  for await (const batch of table.batches()) {
    for (const { geometry, values } of batch) {
      if (geometry) found.add(geometry.type)
      values.forEach((value, i) => { if (types[i] === columnTypes.integer && typeof value === 'number' && (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63)) types[i] = columnTypes.real })
    }
  }
  for (const single of ['Point', 'LineString', 'Polygon'] as const) if (found.has(`Multi${single}`)) found.delete(single)
  const [only] = found
  return { geometryType: found.size === 1 && only ? flatTypes[only] : flatTypes.Unknown, types }
}

async function writeFeatures(table: ExportTable, geometryType: number, types: number[], path: string): Promise<{ boxes: Float64Array; offsets: number[]; whole: boolean }> {
  const offsets = [0]
  const builder = new Builder(65_536)
  let boxes = new Float64Array(4096)
  let whole = true
  await writeWhole(path, async (out) => {
    for await (const batch of table.batches()) {
      for (const { geometry, values } of batch) {
        const box = geometry ? boundsOf(geometry) : null
        if (!box) whole = false
        const at = (offsets.length - 1) * 4
        if (at + 4 > boxes.length) { const larger = new Float64Array(boxes.length * 2); larger.set(boxes); boxes = larger }
        boxes.set(box ?? [NaN, NaN, NaN, NaN], at)
        out.write(Uint8Array.from(featureTable(builder, geometry && promoted(geometry, geometryType), propertyBytes(values, types))))
        offsets.push(out.position)
      }
    }
  })
  return { boxes: boxes.subarray(0, (offsets.length - 1) * 4), offsets, whole }
}

function indexOf(order: Uint32Array, boxes: Float64Array, offsets: number[]): Buffer {
  const sorted = new Float64Array(order.length * 4)
  const places: number[] = []
  let at = 0
  for (const [i, feature] of order.entries()) {
    sorted.set(boxes.subarray(feature * 4, feature * 4 + 4), i * 4)
    places.push(at)
    at += offsets[feature + 1]! - offsets[feature]!
  }
  return packedTree(sorted, places, nodeSize)
}

async function copyInOrder(path: string, order: Uint32Array, offsets: number[], out: Out): Promise<void> {
  const file = openSync(path, 'r')
  try {
    for (const [i, feature] of order.entries()) {
      const bytes = Buffer.alloc(offsets[feature + 1]! - offsets[feature]!)
      readSync(file, bytes, 0, bytes.length, offsets[feature]!)
      out.write(bytes)
      if (i % 2000 === 1999) await setImmediate()
    }
  } finally {
    closeSync(file)
  }
}

function extentOf(boxes: Float64Array): number[] | null {
  const extent = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < boxes.length; i += 4) {
    if (Number.isNaN(boxes[i])) continue
    extent[0] = Math.min(extent[0]!, boxes[i]!); extent[1] = Math.min(extent[1]!, boxes[i + 1]!)
    extent[2] = Math.max(extent[2]!, boxes[i + 2]!); extent[3] = Math.max(extent[3]!, boxes[i + 3]!)
  }
  return extent.every(Number.isFinite) ? extent : null
}

/** A single as the multi that the file declares. */
function promoted(geometry: Geometry, type: number): Geometry {
  if (geometry.type === 'Point' && type === flatTypes.MultiPoint) return { type: 'MultiPoint', coordinates: [geometry.coordinates] }
  if (geometry.type === 'LineString' && type === flatTypes.MultiLineString) return { type: 'MultiLineString', coordinates: [geometry.coordinates] }
  if (geometry.type === 'Polygon' && type === flatTypes.MultiPolygon) return { type: 'MultiPolygon', coordinates: [geometry.coordinates] }
  return geometry
}

/** Pairs of a column's number and its value; missing values are left out. */
function propertyBytes(values: ExportValue[], types: number[]): Uint8Array {
  const pieces: Buffer[] = []
  values.forEach((value, i) => {
    if (value === null) return
    const head = Buffer.alloc(2)
    head.writeUInt16LE(i)
    pieces.push(head, valueBytes(value, types[i]!))
  })
  return pieces.length > 0 ? Buffer.concat(pieces) : new Uint8Array(0)
}

function valueBytes(value: string | number | boolean, type: number): Buffer {
  if (type === columnTypes.boolean) return Buffer.of(value === true ? 1 : 0)
  if (type === columnTypes.integer && typeof value === 'number') { const bytes = Buffer.alloc(8); bytes.writeBigInt64LE(BigInt(value)); return bytes }
  if (type === columnTypes.real && typeof value === 'number') { const bytes = Buffer.alloc(8); bytes.writeDoubleLE(value); return bytes }
  const text = Buffer.from(String(value), 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  return Buffer.concat([length, text])
}
