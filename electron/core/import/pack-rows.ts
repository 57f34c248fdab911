import type { Geometry } from 'geojson'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { down, up } from '../../../shared/geo/float32.ts'
import { putStored, putStoredPoint, storedForm, storedSize } from '../../../shared/geo/stored-geometry.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import { cellConverter } from '../../../shared/model/stored-cell.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { CellValue, ImportPlan, PackedRows, PackedTally } from './ready.ts'
import { createRecordWriter } from './record-writer.ts'
import type { MadeRow } from './rows.ts'

const mostRows = 65_536
const mostBytes = 2_000_000

export interface RowPacker {
  /** False, and nothing added, when the geometry is of another type than the table's: see `widen`. */
  add(row: MadeRow): boolean
  /** Takes geometries of any type from now on. */
  widen(): void
  /** Rows and bytes since the last `take`. */
  readonly rows: number
  readonly bytes: number
  readonly full: boolean
  take(): PackedRows
  tally(): PackedTally
}

/** Writes made rows the way the project stores them, so that the core has only to put them in place. What cannot be stored is left empty and counted. */
export function createRowPacker(plan: ImportPlan): RowPacker {
  let kind: GeometryKind = plan.geometry
  const spatial = kind !== 'none'
  const record = createRecordWriter(plan.fields.length + (spatial ? 1 : 0) + 1)
  const unreadable = new Map<string, Note>()
  const converters = plan.fields.map((field) => cellConverter(field.type, (value) => {
    const note = unreadable.get(field.name) ?? { code: 'VALUE_LEFT_EMPTY', count: 0, sample: `${field.name}: ${value}`.slice(0, 200) }
    note.count++
    unreadable.set(field.name, note)
  }))
  const dateIndex = plan.fields.findIndex((field) => field.name === plan.dateField)
  let dates: { from: string; to: string } | null = null
  let extent: Bounds | null = null
  let count = 0
  let rows = 0
  let ends = new Uint32Array(8192)
  let boxes = new Float32Array(8192 * 4)
  let located = new Uint32Array(8192)
  let withGeometry = 0
  let originals: { row: number; wkb: Uint8Array }[] = []

  const locate = (west: number, south: number, east: number, north: number): void => {
    boxes[withGeometry * 4] = down(west)
    boxes[withGeometry * 4 + 1] = down(south)
    boxes[withGeometry * 4 + 2] = up(east)
    boxes[withGeometry * 4 + 3] = up(north)
    located[withGeometry++] = rows
    if (!extent) extent = [west, south, east, north]
    else {
      if (west < extent[0]) extent[0] = west
      if (south < extent[1]) extent[1] = south
      if (east > extent[2]) extent[2] = east
      if (north > extent[3]) extent[3] = north
    }
  }
  const grow = (): void => {
    const more = ends.length * 2
    ends = grown(ends, new Uint32Array(more))
    located = grown(located, new Uint32Array(more))
    const wider = new Float32Array(more * 4)
    wider.set(boxes)
    boxes = wider
  }
  const putShape = (geometry: Geometry): boolean => {
    const bounds = boundsOf(geometry)
    if (!bounds) { record.begin(); record.value(null); return true }
    const form = storedForm(encodeWkb(geometry), kind)
    if (!form) return false
    record.begin()
    const at = record.blob(storedSize(form.wkb, form.enveloped))
    putStored(record.view, at, form.wkb, form.enveloped ? bounds : null)
    locate(bounds[0], bounds[1], bounds[2], bounds[3])
    return true
  }
  const put = (geometry: Geometry | null): boolean => {
    if (geometry === null) { record.begin(); if (spatial) record.value(null); return true }
    if (!spatial) throw new Error('A row of a table without geometry has one')
    if (geometry.type !== 'Point' || (kind !== 'point' && kind !== 'mixed')) return putShape(geometry)
    const [lon, lat] = geometry.coordinates as [number, number]
    record.begin()
    putStoredPoint(record.view, record.blob(29), lon, lat)
    locate(lon, lat, lon, lat)
    return true
  }

  return {
    get rows() { return rows },
    get bytes() { return record.end },
    get full() { return record.end >= mostBytes || rows >= mostRows },
    widen() { kind = 'mixed' },
    add(row) {
      if (row.values.length !== plan.fields.length) throw new Error(`A row has ${row.values.length} values for ${plan.fields.length} fields`)
      if (rows === ends.length) grow()
      if (!put(row.geometry)) return false
      for (let i = 0; i < converters.length; i++) {
        const stored = (converters[i] as (value: CellValue) => CellValue)(row.values[i] ?? null)
        record.value(stored)
        if (i === dateIndex && typeof stored === 'string' && stored !== '') dates = widerDates(dates, stored)
      }
      if (row.original) originals.push({ row: rows, wkb: encodeWkb(row.original) })
      ends[rows++] = record.finish()
      count++
      return true
    },
    take() {
      const packed: PackedRows = { count: rows, records: new Uint8Array(record.bytes.subarray(0, record.end)), ends: ends.slice(0, rows), boxes: boxes.slice(0, withGeometry * 4), located: located.slice(0, withGeometry), originals }
      record.clear()
      rows = 0
      withGeometry = 0
      originals = []
      return packed
    },
    tally: () => ({ count, extent, unreadable: [...unreadable.values()], dates: dates ? { from: dates.from.slice(0, 10), to: dates.to.slice(0, 10) } : null }),
  }
}

function widerDates(dates: { from: string; to: string } | null, date: string): { from: string; to: string } {
  if (!dates) return { from: date, to: date }
  if (date < dates.from) dates.from = date
  if (date > dates.to) dates.to = date
  return dates
}

function grown<T extends Uint32Array>(from: Uint32Array, to: T): T {
  to.set(from)
  return to
}
