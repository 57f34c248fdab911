import { Builder } from 'flatbuffers'
import type { Geometry, Position } from 'geojson'
import type { FieldType } from '../../../shared/model/layer.ts'

export const flatTypes = { Unknown: 0, Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6, GeometryCollection: 7 } as const
/** Column types of FlatGeobuf by ours. */
export const columnTypes: Record<FieldType, number> = { boolean: 2, integer: 7, real: 10, text: 11, date: 13, datetime: 13 }

export interface FlatHeaderPlan { name: string; geometryType: number; extent: readonly number[] | null; columns: readonly { name: string; type: number }[]; count: number; nodeSize: number; /** JSON of what the file says of itself. */ metadata?: string }

/** The header, with its size before it. */
export function headerTable(plan: FlatHeaderPlan): Uint8Array {
  const builder = new Builder(1024)
  const columns = plan.columns.map(({ name, type }) => {
    const text = builder.createString(name)
    builder.startObject(11)
    builder.addFieldOffset(0, text, 0)
    builder.addFieldInt8(1, type, 0)
    return builder.endObject()
  })
  const columnVector = columns.length > 0 ? offsets(builder, columns) : 0
  const name = builder.createString(plan.name)
  const extent = plan.extent ? doubles(builder, plan.extent) : 0
  const metadata = plan.metadata === undefined ? 0 : builder.createString(plan.metadata)
  const crs = crsTable(builder)
  builder.startObject(14)
  builder.addFieldOffset(0, name, 0)
  builder.addFieldOffset(1, extent, 0)
  builder.addFieldInt8(2, plan.geometryType, 0)
  builder.addFieldOffset(7, columnVector, 0)
  builder.addFieldInt64(8, BigInt(plan.count), 0n)
  builder.addFieldInt16(9, plan.nodeSize, 16)
  builder.addFieldOffset(10, crs, 0)
  builder.addFieldOffset(13, metadata, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

/** One feature, with its size before it. */
export function featureTable(builder: Builder, geometry: Geometry | null, properties: Uint8Array): Uint8Array {
  builder.clear()
  const values = properties.length > 0 ? builder.createByteVector(properties) : 0
  const shape = geometry ? geometryTable(builder, geometry) : 0
  builder.startObject(3)
  builder.addFieldOffset(0, shape, 0)
  builder.addFieldOffset(1, values, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

function geometryTable(builder: Builder, geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point': return plain(builder, flatTypes.Point, [[geometry.coordinates]])
    case 'MultiPoint': return plain(builder, flatTypes.MultiPoint, [geometry.coordinates])
    case 'LineString': return plain(builder, flatTypes.LineString, [geometry.coordinates])
    case 'MultiLineString': return plain(builder, flatTypes.MultiLineString, geometry.coordinates)
    case 'Polygon': return plain(builder, flatTypes.Polygon, geometry.coordinates)
    case 'MultiPolygon': return parts(builder, flatTypes.MultiPolygon, geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates })))
    case 'GeometryCollection': return parts(builder, flatTypes.GeometryCollection, geometry.geometries)
  }
}

function plain(builder: Builder, type: number, lines: Position[][]): number {
  const xy = doubles(builder, lines.flatMap((line) => line.flatMap(([x, y]) => [x!, y!])))
  let ends = 0
  if (lines.length > 1) {
    builder.startVector(4, lines.length, 4)
    let end = lines.reduce((sum, line) => sum + line.length, 0)
    for (let i = lines.length - 1; i >= 0; i--) { builder.addInt32(end); end -= lines[i]!.length }
    ends = builder.endVector()
  }
  builder.startObject(8)
  builder.addFieldOffset(0, ends, 0)
  builder.addFieldOffset(1, xy, 0)
  builder.addFieldInt8(6, type, 0)
  return builder.endObject()
}

function parts(builder: Builder, type: number, geometries: Geometry[]): number {
  const list = offsets(builder, geometries.map((geometry) => geometryTable(builder, geometry)))
  builder.startObject(8)
  builder.addFieldInt8(6, type, 0)
  builder.addFieldOffset(7, list, 0)
  return builder.endObject()
}

function crsTable(builder: Builder): number {
  const org = builder.createString('EPSG')
  const name = builder.createString('WGS 84')
  builder.startObject(6)
  builder.addFieldOffset(0, org, 0)
  builder.addFieldInt32(1, 4326, 0)
  builder.addFieldOffset(2, name, 0)
  return builder.endObject()
}

function doubles(builder: Builder, values: readonly number[]): number {
  builder.startVector(8, values.length, 8)
  for (let i = values.length - 1; i >= 0; i--) builder.addFloat64(values[i]!)
  return builder.endVector()
}

function offsets(builder: Builder, list: readonly number[]): number {
  builder.startVector(4, list.length, 4)
  for (let i = list.length - 1; i >= 0; i--) builder.addOffset(list[i]!)
  return builder.endVector()
}
