import { basename, dirname, extname, join } from 'node:path'
import { readdirSync } from 'node:fs'
import type { ImportCheck, ImportOptions, ImportPreview, ImportResult } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'
import type { Source } from '../../../shared/model/source.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { CallContext, HeldFile, StartProcess } from '../core.ts'
import { hashFiles } from '../formats/hash-files.ts'
import type { ImportPlan, ReadySummary } from '../import/ready.ts'
import { previewInProcess, importInProcess } from '../import/process.ts'
import { isRasterFile, isRasterInside } from '../import/raster-file.ts'
import type { Db } from '../sql/database.ts'
import { replaceLayer } from '../sql/edit-layers.ts'
import { beginLayer, cancelLayer, finishLayer } from '../sql/importing.ts'
import { insertPacked, widenPacked } from '../sql/packed-import.ts'
import { layerWithFile, listLayerFiles } from '../sql/layer-files.ts'
import { findBySha, getLayer, getLayerRow, listChoices, requireLayer } from '../sql/layers.ts'
import { write } from '../sql/write.ts'
import { nestAreas } from './areas.ts'
import type { Calls } from './calls.ts'
import { layerOfBand } from './raster-band.ts'
import { importRasterPath } from './raster-import.ts'
import { abandon, settle } from './settle-import.ts'
import { freeName } from './free-name.ts'
import { aimOf, asked, hasFile, rasterOptions, sameKind, targetByName, type Aim } from './import-aim.ts'
import { noChanges, reimport, type Staged } from './reimport.ts'
import { offersFor, rememberedSource, rememberImport, withTemplate } from './templates.ts'
import { dbOf, heldFile, writableDb, type Session } from './session.ts'

export function importCalls(session: Session): Calls<'imports.preview' | 'imports.check' | 'imports.files' | 'imports.run'> {
  return {
    'imports.preview': async ({ file, options }, context) => {
      const held = heldFile(session, file)
      const preview = await previewPath(held, await effective(session, held, options, context.signal), session.start, context.signal)
      return session.project ? { ...preview, offers: offersFor(dbOf(session), held.name, preview) } : preview
    },
    'imports.check': async ({ file, options }, context) => {
      const held = heldFile(session, file)
      return checkPath(held, await effective(session, held, options, context.signal), session.start, context)
    },
    'imports.files': ({ layer }) => listLayerFiles(dbOf(session), requireLayer(dbOf(session), layer).id),
    'imports.run': ({ file, options }, context) => importPath(writableDb(session), heldFile(session, file), options, session.start, context),
  }
}

/** The options as an import into the open project would take them. */
async function effective(session: Session, file: HeldFile, options: ImportOptions, signal: AbortSignal): Promise<ImportOptions> {
  const db = session.project?.db
  return db ? asked(db, aimOf(db, await withTemplate(db, file, options, session.start, signal)).options) : options
}

/** What an import of a file would do, without a project. */
export function previewPath(file: HeldFile, options: ImportOptions, start: StartProcess, signal: AbortSignal): Promise<ImportPreview> {
  return previewInProcess(start, file, options, signal)
}

/** What an import of the whole file would take and reject; nothing is written. */
async function checkPath(file: HeldFile, options: ImportOptions, start: StartProcess, context: CallContext): Promise<ImportCheck> {
  const { read, imported, rejected, reasons, notes } = await importInProcess(start, file, options, context.signal, {
    looked: (done, total) => context.report({ step: 'import.looking', done, total }), plan: () => {}, rows: (_rows, done, total) => context.report({ step: 'import.checking', done, total }),
  })
  return { read, imported, rejected, reasons, notes }
}

/**
 * Imports a file in a process that can be killed. Whatever stops it (an error, a cancel, a crash), the project is as it was.
 * Throws `NAME_TAKEN`, `CHOOSE_LAYER` and what readers throw; answers the first result with the note `ALREADY_IMPORTED` for the same file, sublayer, kind and name.
 */
export async function importPath(db: Db, file: HeldFile, given: ImportOptions, start: StartProcess, context: CallContext): Promise<ImportResult> {
  const sha256 = await hashFile(file.path, context)
  const aim = aimOf(db, await withTemplate(db, file, given, start, context.signal))
  const { mode, options } = aim
  const before = alreadyImported(db, sha256, aim)
  if (before) return before
  if (isRasterFile(file.path)) return importRasterPath(db, file, rasterOptions(aim), start, context, sha256)
  let into = aim.into
  let layer: number | null = null
  let plan: ImportPlan | null = null
  let finished = false
  try {
    const summary = await importInProcess(start, file, asked(db, options), context.signal, {
      looked(done, total) { context.report({ step: 'import.looking', done, total }) },
      plan(found) {
        plan = found
        into ??= mode === null ? null : targetByName(db, mode, found.name)
        layer = beginLayer(db, {
          ...found, name: into ? freeName(db, found.name) : found.name,
          source: { ...found.said, file: file.name, format: found.format, crs: found.crs, encoding: found.encoding, sha256, read: new Date().toISOString(), date: found.said?.date ?? '', sensitivity: found.said?.sensitivity ?? 'low' },
        })
      },
      rows(rows, done, total) {
        insertPacked(db, layer!, rows)
        context.report({ step: 'import.reading', done, total })
      },
      widen() { widenPacked(db, layer!) },
      restart() { cancelLayer(db, layer!); layer = null },
      settled(found) { plan = found },
    })
    if (layer === null || plan === null) throw new Error('the import ended without a plan')
    await settle(db, layer, summary.tally, context)
    const staged: Staged = { id: layer, plan, summary, sha256, file: file.name }
    if (into !== null && mode !== null && (mode !== 'replace' || sameKind(into, plan))) {
      const result = await bringInto(db, into, staged, mode, options, context)
      finished = getLayerRow(db, layer)?.status !== 'importing'
      return result
    }
    const result = finish(db, staged, into, options, rememberedSource(db, given))
    finished = true
    return result
  } catch (error) {
    if (layer === null && isRasterInside(error)) return importRasterPath(db, file, rasterOptions(aim), start, context, sha256)
    throw error
  } finally {
    if (!finished && layer !== null) await abandon(db, layer)
  }
}

/** A file that becomes a layer of its own, or takes the place of a layer of another kind. */
function finish(db: Db, { id, plan, summary, sha256, file }: Staged, into: Layer | null, options: ImportOptions, source: Partial<Source>): ImportResult {
  return write(db, () => {
    const { read, imported, rejected, reasons, bytes } = summary
    assertUsable(summary)
    let layer = finishLayer(db, id, { read, rejected, notes: [...reasons, ...summary.notes], choices: plan.choices, source: { ...source, sha256, bytes } })
    if (into && into.id !== layer.id) layer = replaceLayer(db, into.id, layer.id)
    if (layer.kind === 'areas') nestAreas(db)
    rememberImport(db, layer, plan, options, file, into ? 'replace' : 'new', [])
    return { layer: layer.name, layerId: layer.id, kind: layer.kind, read, imported, rejected, reasons, notes: [...reasons, ...summary.notes], choices: plan.choices }
  })
}

/** A file that goes into a layer that is there. */
async function bringInto(db: Db, into: Layer, staged: Staged, mode: ImportMode, options: ImportOptions, context: CallContext): Promise<ImportResult> {
  assertUsable(staged.summary)
  const { read, imported, rejected, reasons, notes } = staged.summary
  const done = await reimport(db, into, staged, mode, options, context)
  if (done.layer.kind === 'areas') nestAreas(db)
  rememberImport(db, done.layer, staged.plan, options, staged.file, mode, done.changes.key)
  return { layer: done.layer.name, layerId: done.layer.id, kind: done.layer.kind, read, imported, rejected, reasons, notes: [...done.notes, ...reasons, ...notes], choices: staged.plan.choices, changes: done.changes }
}

function assertUsable({ read, imported, rejected, reasons }: ReadySummary): void {
  if (read !== imported + rejected) throw new Error(`read ${read} is not imported ${imported} and rejected ${rejected}`)
  if (imported === 0 && read > 0) throw new AtlasError('NOTHING_IMPORTED', `None of the ${read} records could be used: ${reasons[0]?.sample ?? 'no reason is known'}. Mend the file and try again.`)
}

/** The result of the import that brought the same bytes in before, with a note; null when there was none, or when this one asks for something else. */
function alreadyImported(db: Db, sha256: string, { mode, into, options }: Aim): ImportResult | null {
  if (mode === 'replace' || mode === 'update' || (mode === 'append' && !into)) return null
  const found = options.band !== undefined ? layerOfBand(db, sha256, options.band) : (findBySha(db, sha256, options.sublayer, options.name)?.id ?? layerWithFile(db, sha256, options.sublayer))
  const layer = mode === 'append' ? (hasFile(db, into!.id, sha256, options.sublayer) ? into : null) : found === null ? null : getLayer(db, found)
  if (!layer || (mode === null && ((options.name !== undefined && options.name !== layer.name) || (options.as !== undefined && options.as !== layer.kind)))) return null
  return {
    layer: layer.name, layerId: layer.id, kind: layer.kind, read: layer.read, imported: layer.read - layer.rejected, rejected: layer.rejected, reasons: [],
    notes: [{ code: 'ALREADY_IMPORTED', count: layer.read, sample: `The same file is the layer "${layer.name}" already.` }, ...layer.notes], choices: listChoices(db, layer.id),
    ...(mode === null ? {} : { changes: noChanges(mode, layer.rows) }),
  }
}

/** SHA-256 over a file and its companions (a loose shapefile's .dbf, .prj, .cpg, a raster's world file), so that a changed attribute table is another file. */
function hashFile(path: string, context: CallContext): Promise<string> {
  const stem = basename(path, extname(path)).toLowerCase()
  const parts = /\.shp$/i.test(path) ? /\.(dbf|prj|cpg|shx)$/i : /\.(tiff?|asc)$/i.test(path) ? /\.(tfw|tifw|tiffw|wld|prj)$/i : null
  const companions = parts ? readdirSync(dirname(path)).filter((name) => parts.test(name) && basename(name, extname(name)).toLowerCase() === stem).toSorted() : []
  return hashFiles([path, ...companions.map((name) => join(dirname(path), name))], context.signal, (done) => context.report({ step: 'import.looking', done: 0, total: done }))
}
