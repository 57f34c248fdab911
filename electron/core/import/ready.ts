import type { Bounds, GeometryKind } from '../../../shared/model/geometry.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { Field, LayerKind } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'

/** How the import will be written: known before the first batch. Areas have three leading fields of their own: `area_code`, `area_name`, `parent_code` (all text). */
export interface ImportPlan {
  format: string; sublayer: string; kind: LayerKind; name: string; level: number | null; geometry: GeometryKind
  fields: Field[]; dateField: string | null; codeField: string | null; dimension: string | null
  crs: string | null; encoding: string | null; choices: Choice[]; notes: Note[]
}

export type CellValue = string | number | null

/** A row ready for its table: `geometry` is WKB (ISO, little-endian, WGS 84, closed rings, cut at the antimeridian) or null; `bounds` are its own; values in the order of the plan's fields, dates as ISO text, booleans 0 or 1. */
export interface ReadyRow { geometry: Uint8Array | null; bounds: Bounds | null; values: CellValue[]; /** The source's geometry (WKB in degrees of WGS 84), where it was put right. */ original?: Uint8Array }

export interface ReadySummary { read: number; imported: number; rejected: number; reasons: Note[]; notes: Note[]; sha256: string; bytes: number }

/** What the compute process says while it imports, in this order: how far the first reading is (any number of times, in bytes), one plan, batches of rows, one summary. */
export type ImportMessage =
  | { looked: number; total: number }
  | { plan: ImportPlan }
  | { rows: ReadyRow[]; done: number; total: number }
  | { summary: ReadySummary }
