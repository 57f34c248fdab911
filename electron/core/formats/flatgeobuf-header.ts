import type { FieldType } from '../../../shared/model/layer.ts'
import { transformOf } from '../crs/index.ts'
import { rootTable } from './flatbuffer.ts'
import type { SourceExtent } from '../crs/named.ts'

/** A column of a FlatGeobuf: `type` is the number that the format gives it. */
export interface FlatColumn { name: string; type: number }

/** `count` is null where the file was written as a stream and does not say. `indexBytes` lie between the header and the features. */
export interface FlatHeader {
  name: string; geometryType: number; heights: boolean; columns: FlatColumn[]; count: number | null; indexBytes: number
  crs: { text: string; place: string }[]; extent: SourceExtent | null
}

/** Reads the header's table. Throws a RangeError for damaged bytes. */
export function readHeader(view: DataView): FlatHeader {
  const root = rootTable(view)
  const count = root.uint64(8)
  const nodeSize = root.uint16(9, 16)
  const box = root.vector(1, 8)
  const extent = box && box.length === 4 ? [0, 1, 2, 3].map((i) => view.getFloat64(box.at + i * 8, true)) as SourceExtent : null
  const crs = root.table(10)
  const wkt = crs?.text(4)
  const code = crs && crs.int32(1) > 0 ? `${(crs.text(0) ?? 'EPSG').toUpperCase()}:${crs.int32(1)}` : crs?.text(5)
  if (nodeSize === 1) throw new RangeError('the index has nodes of one entry')
  return {
    name: root.text(0) ?? '', geometryType: root.uint8(2), heights: root.uint8(3) === 1,
    columns: root.tables(7).map((column) => ({ name: column.text(0) ?? '', type: column.uint8(1) })),
    count: count > 0 ? count : null, indexBytes: count > 0 && nodeSize > 0 ? indexBytes(count, nodeSize) : 0,
    crs: [...(code && isKnown(code) ? [{ text: code, place: `the file (${code})` }] : []), ...(wkt ? [{ text: wkt, place: 'the definition in the file' }] : [])],
    extent: extent?.every(Number.isFinite) ? extent : null,
  }
}

/** The packed Hilbert R-tree: levels of `nodeSize` entries of 40 bytes, from the features up to one root. */
export function indexBytes(count: number, nodeSize: number): number {
  let nodes = count
  let level = count
  do { level = Math.ceil(level / nodeSize); nodes += level } while (level > 1)
  return nodes * 40
}

/** The type as the importer knows it; null for whole numbers that a double may not hold, which the values decide. */
export function typeOfColumn(type: number): FieldType | null {
  if (type === 2) return 'boolean'
  if (type < 7) return 'integer'
  if (type === 9 || type === 10) return 'real'
  return type === 13 || type === 7 || type === 8 ? null : 'text'
}

function isKnown(code: string): boolean {
  try { transformOf(code); return true } catch { return false }
}
