import { basename, dirname, extname, join } from 'node:path'
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import type { ImportOptions, ImportPreview, ImportResult } from '../../../shared/model/import.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { CallContext, HeldFile, StartProcess } from '../core.ts'
import type { ImportPlan, ReadySummary } from '../import/ready.ts'
import { previewInProcess, importInProcess } from '../import/process.ts'
import { isRasterFile } from '../import/raster-file.ts'
import type { Db } from '../sql/database.ts'
import { replaceLayer } from '../sql/edit-layers.ts'
import { beginLayer, cancelLayer, finishLayer, insertRows } from '../sql/importing.ts'
import { findBySha, getLayerByName, listChoices } from '../sql/layers.ts'
import { write } from '../sql/write.ts'
import { nestAreas } from './areas.ts'
import type { Calls } from './calls.ts'
import { importRasterPath } from './raster-import.ts'
import { freeName } from './free-name.ts'
import { heldFile, writableDb, type Session } from './session.ts'

export function importCalls(session: Session): Calls<'imports.preview' | 'imports.run'> {
  return {
    'imports.preview': ({ file, options }, context) => previewPath(heldFile(session, file), options, session.start, context.signal),
    'imports.run': ({ file, options }, context) => importPath(writableDb(session), heldFile(session, file), options, session.start, context),
  }
}

/** What an import of a file would do, without a project. */
export function previewPath(file: HeldFile, options: ImportOptions, start: StartProcess, signal: AbortSignal): Promise<ImportPreview> {
  return previewInProcess(start, file, options, signal)
}

/**
 * Imports a file in a process that can be killed. Whatever stops it (an error, a cancel, a crash), the project is as it was.
 * Throws `NAME_TAKEN`, `CHOOSE_LAYER` and what readers throw; answers the first result with the note `ALREADY_IMPORTED` for the same file, sublayer, kind and name.
 */
export async function importPath(db: Db, file: HeldFile, options: ImportOptions, start: StartProcess, context: CallContext): Promise<ImportResult> {
  const sha256 = await hashFile(file.path, context.signal)
  const before = options.replace ? null : alreadyImported(db, sha256, options)
  if (before) return before
  if (isRasterFile(file.path)) return importRasterPath(db, file, options, start, context, sha256)
  let layer: number | null = null
  let plan: ImportPlan | null = null
  let finished = false
  try {
    const summary = await importInProcess(start, file, options, context.signal, {
      looked(done, total) { context.report({ step: 'import.looking', done, total }) },
      plan(found) {
        plan = found
        const taken = options.replace ? getLayerByName(db, found.name) : null
        layer = beginLayer(db, {
          ...found, name: taken ? freeName(db, found.name) : found.name,
          source: { file: file.name, format: found.format, crs: found.crs, encoding: found.encoding, sha256, read: new Date().toISOString(), date: '', sensitivity: 'low' },
        })
      },
      rows(rows, done, total) {
        insertRows(db, layer!, rows)
        context.report({ step: 'import.reading', done, total })
      },
    })
    if (layer === null || plan === null) throw new Error('the import ended without a plan')
    const result = finish(db, layer, plan, summary, sha256, options)
    finished = true
    return result
  } finally {
    if (!finished && layer !== null) cancelLayer(db, layer)
  }
}

function finish(db: Db, id: number, plan: ImportPlan, summary: ReadySummary, sha256: string, options: ImportOptions): ImportResult {
  return write(db, () => {
    const { read, imported, rejected, reasons, bytes } = summary
    if (read !== imported + rejected) throw new Error(`read ${read} is not imported ${imported} and rejected ${rejected}`)
    if (imported === 0 && read > 0) throw new AtlasError('NOTHING_IMPORTED', `None of the ${read} records could be used: ${reasons[0]?.sample ?? 'no reason is known'}. Mend the file and try again.`)
    let layer = finishLayer(db, id, { read, rejected, notes: [...reasons, ...summary.notes], choices: plan.choices, source: { sha256, bytes } })
    const old = options.replace ? getLayerByName(db, plan.name) : null
    if (old && old.id !== layer.id) layer = replaceLayer(db, old.id, layer.id)
    if (layer.kind === 'areas') nestAreas(db)
    return { layer: layer.name, layerId: layer.id, kind: layer.kind, read, imported, rejected, reasons, notes: [...reasons, ...summary.notes], choices: plan.choices }
  })
}

/** The result of the import that brought the same bytes in before, with a note; null when there was none, or when this one asks for something else. */
function alreadyImported(db: Db, sha256: string, options: ImportOptions): ImportResult | null {
  const layer = findBySha(db, sha256, options.sublayer)
  if (!layer || (options.name !== undefined && options.name !== layer.name) || (options.as !== undefined && options.as !== layer.kind)) return null
  return {
    layer: layer.name, layerId: layer.id, kind: layer.kind, read: layer.read, imported: layer.read - layer.rejected, rejected: layer.rejected, reasons: [],
    notes: [{ code: 'ALREADY_IMPORTED', count: layer.read, sample: `The same file is the layer "${layer.name}" already.` }, ...layer.notes], choices: listChoices(db, layer.id),
  }
}

/** SHA-256 over a file and its companions (a loose shapefile's .dbf, .prj, .cpg), so that a changed attribute table is another file. */
async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const stem = basename(path, extname(path)).toLowerCase()
  const companions = /\.shp$/i.test(path) ? readdirSync(dirname(path)).filter((name) => /\.(dbf|prj|cpg|shx)$/i.test(name) && basename(name, extname(name)).toLowerCase() === stem).toSorted() : []
  const hash = createHash('sha256')
  for (const one of [path, ...companions.map((name) => join(dirname(path), name))]) {
    for await (const chunk of createReadStream(one, { signal, highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  }
  return hash.digest('hex')
}
