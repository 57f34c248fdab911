import { basename } from 'node:path'
import type { StartProcess } from '../../electron/core/core.ts'
import { importPath } from '../../electron/core/services/imports.ts'
import { getContentHash } from '../../electron/core/sql/layers.ts'
import type { Project } from '../../electron/core/sql/open.ts'
import type { ImportOptions, ImportResult } from '../../shared/model/import.ts'

/** All that an import could change (the registers of rasters, made with the first one, may stay behind empty): tables, rows of the registers, and the content of each layer. */
export function stateOf(opened: Project): unknown {
  const rows = (sql: string) => opened.db.prepare(sql).raw().all()
  const layers = opened.db.prepare<[], number>('SELECT id FROM atlas_layers ORDER BY id').pluck().all()
  return {
    schema: rows("SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'gpkg_tile_matrix%' AND tbl_name NOT LIKE 'gpkg_2d_gridded%' AND tbl_name <> 'atlas_rasters' ORDER BY type, name"), contents: rows('SELECT table_name, identifier, srs_id FROM gpkg_contents ORDER BY table_name'), sources: rows('SELECT count(*) FROM atlas_sources'), changes: rows('SELECT count(*) FROM atlas_changes'),
    layers: layers.map((id) => [id, getContentHash(opened.db, id)]),
  }
}

/** Imports a file; answers its result, or the code it was refused with (`BUG` and words for what has none). */
export async function tryImport(opened: Project, path: string, options: ImportOptions, start: StartProcess, { signal = new AbortController().signal, report = () => {} }: { signal?: AbortSignal; report?: (step: { step: string }) => void } = {}): Promise<ImportResult | string> {
  return importPath(opened.db, { path, name: basename(path) }, options, start, { signal, report: report as never }).catch((error: unknown) => {
    const { code, message, stack } = error as { code?: string; message: string; stack?: string }
    return code && (error as Error).name === 'AtlasError' ? code : `BUG: ${stack ?? message}`
  })
}
