import { statSync } from 'node:fs'
import type { ImportOptions, ImportResult } from '../../../shared/model/import.ts'
import type { CallContext, HeldFile, StartProcess } from '../core.ts'
import type { RasterMessage } from '../import/raster.ts'
import { classStyle, rampOf } from '../import/raster-values.ts'
import { runJob } from '../jobs.ts'
import type { Db } from '../sql/database.ts'
import { replaceLayer } from '../sql/edit-layers.ts'
import { cancelLayer } from '../sql/importing.ts'
import { getLayerByName } from '../sql/layers.ts'
import { beginRaster, finishRaster, insertTiles } from '../sql/rasters.ts'
import { defaultStyle } from '../sql/style.ts'
import { write } from '../sql/write.ts'
import { freeName } from './free-name.ts'

type Said<K extends string> = Extract<RasterMessage, Record<K, unknown>>

/** Imports one band of a raster in a process that can be killed: one layer, so `read` is 1. Whatever stops it, the project is as it was. Throws `NAME_TAKEN`, `CHOOSE_LAYER` and what readers throw. */
export async function importRasterPath(db: Db, file: HeldFile, options: ImportOptions, start: StartProcess, context: CallContext, sha256: string): Promise<ImportResult> {
  let layer: number | null = null
  let plan: Said<'plan'>['plan'] | null = null
  let summary: Said<'summary'>['summary'] | null = null
  let finished = false
  try {
    await runJob(start, { job: 'import-raster', input: { file, options } }, (message: RasterMessage) => {
      if ('plan' in message) {
        plan = message.plan
        const taken = options.replace ? getLayerByName(db, plan.name) : null
        layer = beginRaster(db, { ...plan, name: taken ? freeName(db, plan.name) : plan.name, source: { ...plan.source, sha256, bytes: statSync(file.path).size, read: new Date().toISOString(), date: '', sensitivity: 'low' } })
      } else if ('tiles' in message) {
        insertTiles(db, layer!, message.tiles)
        context.report({ step: 'import.reading', done: message.done, total: message.total })
      } else summary = message.summary
    }, context.signal)
    if (layer === null || plan === null || summary === null) throw new Error('the import of a raster ended without a plan or a summary')
    const result = finish(db, layer, plan, summary, options)
    finished = true
    return result
  } finally {
    if (!finished && layer !== null) cancelLayer(db, layer)
  }
}

function finish(db: Db, id: number, plan: Said<'plan'>['plan'], { values, classes, notes }: Said<'summary'>['summary'], options: ImportOptions): ImportResult {
  return write(db, () => {
    const style = { ...defaultStyle('raster', 'none', null), ramp: rampOf(values, plan.grid.unit), ...classStyle(classes, values) }
    let layer = finishRaster(db, id, { style, opacity: 0.85, missing: values.missing > 0, notes, choices: plan.choices })
    const old = options.replace ? getLayerByName(db, plan.name) : null
    if (old && old.id !== layer.id) layer = replaceLayer(db, old.id, layer.id)
    return { layer: layer.name, layerId: layer.id, kind: layer.kind, read: 1, imported: 1, rejected: 0, reasons: [], notes, choices: plan.choices }
  })
}
