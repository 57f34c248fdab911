import type { Geometry } from 'geojson'
import type { FieldType } from '../../../shared/model/layer.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { OpenedRaster } from './raster.ts'

/** A file on this machine as a reader sees it. `name` is what the analyst calls it; loose companions (.dbf, .shx, .prj, .cpg) lie beside `path` under the same stem. */
export interface SourceFile { path: string; name: string }

/** What the analyst said about how to read; anything absent is recognised by the reader. */
export interface ReadOptions {
  sublayer?: string; encoding?: string; delimiter?: string; /** The row that names the columns, 0 for none. */ header?: number; signal?: AbortSignal
  /** A preview needs no more than about so many records: a reader that must look at a file before its first row may stop there. */
  firstRows?: number
}

/** `raster`: the sublayer is one band of a raster (counted from 1), which `openRaster` opens; as rows it is refused with `IS_RASTER`. */
export interface SublayerInfo { name: string; rows: number | null; geometry: GeometryKind; raster?: { band: number; description: string } }

/** One record as the source has it: geometry in the source's coordinates (already repaired in form, not yet reprojected), values in the order of `fields`. `problem` says why a record cannot be used. */
export interface SourceRow { geometry: Geometry | null; values: SourceValue[]; problem?: { code: string; text: string } }
export type SourceValue = string | number | boolean | null

/** One sublayer opened for reading. `crs` is an EPSG code (`EPSG:32633`), a WKT or proj text, or null where the file names none. Field `type` is null where the source knows only text. Rows come in batches of at most some thousands. `bytes` for progress: `done()` answers how many of `size` bytes are read. */
export interface OpenedLayer {
  name: string
  /** `tag` is the HXL tag of the column, where the file has one. */
  fields: { name: string; type: FieldType | null; tag?: string }[]
  geometry: GeometryKind
  rows: number | null
  crs: string | null
  encoding: string | null
  /** What named the encoding (`byte-mark`, `cpg-file`, `dbf-language`), where it was not the bytes themselves. */
  encodingWhy?: string
  delimiter?: string
  /** The row (1-based) that was taken as header, where the format has one. */
  headerRow?: number
  notes: Note[]
  /** What the file says beside its rows: the layer's style as QGIS has it (QML), the column behind each field, and where the data came from. */
  beside?: { qml: string | null; columns: readonly string[]; source: Partial<Source> }
  size: number
  done(): number
  /** Reads from the first row each time it is called; one reading at a time. */
  batches(): AsyncIterable<SourceRow[]>
}

export interface OpenedFile {
  format: string
  sublayers: SublayerInfo[]
  /** `name` must be one of `sublayers`. */
  openLayer(name: string): Promise<OpenedLayer>
  /** Opens a sublayer that is a raster; absent where the format has none. */
  openRaster?(name: string): Promise<OpenedRaster>
  close(): void
}

/** One file format, one file, one entry in the array of formats. */
export interface Format {
  id: string
  title: string
  extensions: string[]
  /** True when the first bytes (up to 64 KB) and the name say that this reader should try. */
  recognises(head: Uint8Array, name: string): boolean
  /** Throws `AtlasError` with a code for a file that cannot be read. */
  open(file: SourceFile, options: ReadOptions): Promise<OpenedFile>
}
