import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { Field, LayerKind } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

/** How the import will be written: known before the first batch. Areas have three leading fields of their own: `area_code`, `area_name`, `parent_code` (all text). */
export interface ImportPlan {
  format: string; sublayer: string; kind: LayerKind; name: string; level: number | null; geometry: GeometryKind
  fields: Field[]; dateField: string | null; codeField: string | null; dimension: string | null
  crs: string | null; encoding: string | null; choices: Choice[]; notes: Note[]
  /** How the file says that the layer is drawn, and where its data came from. */
  style?: LayerStyle
  said?: Partial<Source>
  /** The source's columns as it names them. */
  columns?: string[]
}

export type CellValue = string | number | null

/** A row ready for its table: `geometry` is WKB (ISO, little-endian, WGS 84, closed rings, cut at the antimeridian) or null; `bounds` are its own; values in the order of the plan's fields, dates as ISO text, booleans 0 or 1. */
export interface ReadyRow { geometry: Uint8Array | null; bounds: Bounds | null; values: CellValue[]; /** The source's geometry (WKB in degrees of WGS 84), where it was put right. */ original?: Uint8Array }

/**
 * Rows as the project stores them, ready to be put in place: `records` in SQLite's record format one behind the other (`ends`: where each ends), first column the row's number (left to the core), then the geometry where the layer has one, then the fields.
 * For the rows that have a geometry, in their order: `located` (which row) and `boxes` (west, south, east, north, rounded outwards).
 */
export interface PackedRows { count: number; records: Uint8Array; ends: Uint32Array; located: Uint32Array; boxes: Float32Array; /** The source's geometry (WKB) of rows that were put right. */ originals: { row: number; wkb: Uint8Array }[] }

/** What is known of all packed rows: how many, where, values that could not be stored, first and last ISO date of the date field. */
export interface PackedTally { count: number; extent: Bounds | null; unreadable: Note[]; dates: { from: string; to: string } | null }

/** `sha256` is the hash of the file's bytes, where the rows come ready one by one. */
export interface ReadySummary { read: number; imported: number; rejected: number; reasons: Note[]; notes: Note[]; sha256?: string; bytes: number }

/** What the compute process says while it imports, in this order: how far the first reading is (any number of times, in bytes), one plan, batches of rows, one summary. */
export type ImportMessage =
  | { looked: number; total: number }
  | { plan: ImportPlan }
  | { rows: ReadyRow[]; done: number; total: number }
  | { summary: ReadySummary }

/** The same with rows packed. `settled` completes the plan once everything was read; `restart` says that the layer must be begun anew: the rows so far were made by a plan that did not hold. `widen`: from here on the layer takes geometries of any type. */
export type PackedMessage =
  | { looked: number; total: number }
  | { plan: ImportPlan }
  | { settled: ImportPlan }
  | { restart: true }
  | { widen: true }
  | { packed: PackedRows; done: number; total: number }
  | { summary: ReadySummary; tally: PackedTally }
