import type { Layer } from '../../../shared/model/layer.ts'
import type { LayerFile } from '../../../shared/model/reimport.ts'
import { applyChange, forgetImport } from './changes.ts'
import type { Db } from './database.ts'
import { writeLayerFiles } from './layer-files.ts'
import { getLayerRow, requireLayer } from './layers.ts'
import { publishLayer } from './publish.ts'
import type { LayerSet } from './steps.ts'
import { write } from './write.ts'

/** What a file itself says of where it came from; the rest of a source card is what people say. */
const ofTheFile = new Set(['id', 'file', 'sublayer', 'format', 'bytes', 'sha256', 'read_at', 'crs', 'encoding'])

/** Puts what an import just finished into a layer that is there, as one change: the layer stays the one that runs, bindings and joins speak of, with its name and look. What it held is kept, hidden, until a purge. `label` names the change, `files` are what the layer was made from. */
export function adoptContents(db: Db, into: Layer, finished: number, label: string, files: readonly LayerFile[]): Layer {
  return write(db, () => {
    const fresh = requireLayer(db, finished)
    forgetImport(db, finished)
    writeLayerFiles(db, finished, files)
    carrySource(db, into.id, finished)
    db.prepare("UPDATE atlas_layers SET status = 'hidden', name = ? WHERE id = ?").run(into.name, finished)
    publishLayer(db, finished)
    const [after, before] = look(into, fresh)
    const set = (values: LayerSet) => (Object.keys(values).length > 0 ? [{ noun: 'layer' as const, id: into.id, set: values }] : [])
    const exchange = { noun: 'contents' as const, layer: into.id, other: finished }
    applyChange(db, { label, subject: into.name, forward: [exchange, ...set(after)], inverse: [exchange, ...set(before)] })
    return requireLayer(db, into.id)
  })
}

/** A style made for points does not fit polygons; a dimension that the new file states counts. */
function look(into: Layer, fresh: Layer): [LayerSet, LayerSet] {
  const [after, before]: [LayerSet, LayerSet] = [{}, {}]
  if (fresh.geometry !== into.geometry) [after.style, before.style] = [JSON.stringify(fresh.style), JSON.stringify(into.style)]
  if (fresh.dimension !== null && fresh.dimension !== into.dimension) [after.dimension, before.dimension] = [fresh.dimension, into.dimension]
  return [after, before]
}

/** Gives a source what people said of the one before it. */
function carrySource(db: Db, from: number, to: number): void {
  const columns = (db.prepare("SELECT name FROM pragma_table_info('atlas_sources')").pluck().all() as string[]).filter((name) => !ofTheFile.has(name)).map((name) => `"${name}"`)
  const [old, fresh] = [getLayerRow(db, from)!, getLayerRow(db, to)!]
  db.prepare(`UPDATE atlas_sources SET (${columns.join(', ')}) = (SELECT ${columns.join(', ')} FROM atlas_sources WHERE id = ?) WHERE id = ?`).run(old.source, fresh.source)
}
