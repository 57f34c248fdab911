import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Input } from '../../../shared/contract/contract.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { applyChange, asOneChange, joinWithImport } from './changes.ts'
import type { Db } from './database.ts'
import { moveJoins } from './joins.ts'
import { getLayerByName, getLayerRow, listLayers, requireLayer } from './layers.ts'
import { purgeRemoved } from './purge.ts'
import type { LayerSet, SourceSet, Step } from './steps.ts'
import { write } from './write.ts'

/** What an analyst may change of a layer; absent stays. */
export type LayerUpdate = Omit<Input<'layers.update'>, 'id'>

/** Changes a layer's record as one change that undo reverses. Throws `NAME_TAKEN`, `NO_SUCH_LAYER`. */
export function updateLayer(db: Db, id: number, update: LayerUpdate): Layer {
  const layer = requireLayer(db, id)
  const { after, before } = layerDifference(layer, update)
  const source = sourceDifference(layer, update.source ?? {})
  const steps = (set: LayerSet, sourceSet: SourceSet): Step[] => [
    ...(Object.keys(set).length > 0 ? [{ noun: 'layer' as const, id, set }] : []),
    ...(Object.keys(sourceSet).length > 0 ? [{ noun: 'source' as const, layer: id, set: sourceSet }] : []),
  ]
  const forward = steps(after, source.after)
  if (forward.length > 0) applyChange(db, { label: labelOf(after), subject: layer.name, forward, inverse: steps(before, source.before) })
  return requireLayer(db, id)
}

/** Puts the layers in the order of `ids`; layers not named keep their order after those. */
export function reorderLayers(db: Db, ids: readonly number[]): Layer[] {
  const layers = listLayers(db)
  const rank = new Map(ids.map((id, i) => [id, i]))
  const sorted = layers.toSorted((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || layers.indexOf(a) - layers.indexOf(b))
  const moved = sorted.flatMap((layer, i) => (layer.order === i + 1 ? [] : [{ layer, position: i + 1 }]))
  if (moved.length > 0) {
    applyChange(db, {
      label: 'layer.reorder', subject: '',
      forward: moved.map(({ layer, position }) => ({ noun: 'layer', id: layer.id, set: { position } })),
      inverse: moved.map(({ layer }) => ({ noun: 'layer', id: layer.id, set: { position: layer.order } })),
    })
  }
  return listLayers(db)
}

/** Puts a layer in the place of another: its name, position, look, origin, bindings and joins. The old one stays until a purge. Straight after its import, one undo takes back both. */
export function replaceLayer(db: Db, oldId: number, newId: number): Layer {
  const [before, layer] = [requireLayer(db, oldId), requireLayer(db, newId)]
  return write(db, () => {
    swapLayers(db, before, layer)
    joinWithImport(db, newId)
    return requireLayer(db, newId)
  })
}

function swapLayers(db: Db, before: Layer, layer: Layer): void {
  const [oldId, newId] = [before.id, layer.id]
  asOneChange(db, 'layer.replace', before.name, () => {
    const bound = db.prepare<[number], { framework: string; slot: string }>('SELECT framework, slot FROM atlas_bindings WHERE layer = ?').all(oldId)
    hideLayer(db, oldId)
    const { publisher, licence, date, url, sensitivity, method } = before.source
    const style = before.geometry === layer.geometry ? before.style : layer.style
    updateLayer(db, newId, { name: before.name, dimension: layer.dimension ?? before.dimension, theme: before.theme, visible: before.visible, opacity: before.opacity, style, source: { publisher, licence, date, url, sensitivity, method } })
    applyChange(db, {
      label: 'layer.replace', subject: before.name,
      forward: [{ noun: 'layer', id: newId, set: { position: before.order } }, ...bound.map((row) => ({ noun: 'binding' as const, ...row, layer: newId }))],
      inverse: [{ noun: 'layer', id: newId, set: { position: layer.order } }, ...bound.map((row) => ({ noun: 'binding' as const, ...row, layer: oldId }))],
    })
    const joins = moveJoins(db, oldId, newId)
    if (joins.forward.length > 0) applyChange(db, { label: 'layer.replace', subject: before.name, ...joins })
  })
}

/** Takes a layer out of the lists; it stays in the file until a purge, so that undo can bring it back. */
export function hideLayer(db: Db, id: number): void {
  const layer = requireLayer(db, id)
  applyChange(db, { label: 'layer.remove', subject: layer.name, forward: [{ noun: 'layer', id, set: { status: 'hidden' } }], inverse: [{ noun: 'layer', id, set: { status: 'ready' } }] })
}

/** Brings a hidden layer back. Throws `NAME_TAKEN` when its name was given to another meanwhile. */
export function showLayer(db: Db, id: number): Layer {
  const row = getLayerRow(db, id)
  if (row?.status !== 'hidden') throw new AtlasError('NO_SUCH_LAYER', `The project has no removed layer ${id}.`)
  applyChange(db, { label: 'layer.restore', subject: row.name, forward: [{ noun: 'layer', id, set: { status: 'ready' } }], inverse: [{ noun: 'layer', id, set: { status: 'hidden' } }] })
  return requireLayer(db, id)
}

/** Brings a hidden layer back as one change, under the name that `otherName` gives where its own was given to another meanwhile; undo then hides it under that name. */
export function restoreLayer(db: Db, id: number, otherName: (name: string) => string): Layer {
  const row = getLayerRow(db, id)
  if (row?.status !== 'hidden' || getLayerByName(db, row.name) === null) return showLayer(db, id)
  applyChange(db, { label: 'layer.restore', subject: row.name, forward: [{ noun: 'layer', id, set: { name: otherName(row.name), status: 'ready' } }], inverse: [{ noun: 'layer', id, set: { status: 'hidden' } }] })
  return requireLayer(db, id)
}

/** Deletes all removed layers for good, with what speaks of them. Answers how many layers that were. */
export function purgeHidden(db: Db): number {
  return purgeRemoved(db).layers.length
}

function layerDifference(layer: Layer, update: LayerUpdate): { after: LayerSet; before: LayerSet } {
  const now: LayerSet = { name: layer.name, dimension: layer.dimension, theme: layer.theme, visible: layer.visible ? 1 : 0, opacity: layer.opacity, style: JSON.stringify(layer.style) }
  const wanted: LayerSet = {
    name: update.name, dimension: update.dimension, theme: update.theme, visible: update.visible === undefined ? undefined : update.visible ? 1 : 0,
    opacity: update.opacity, style: update.style === undefined ? undefined : JSON.stringify(update.style),
  }
  return difference(now, wanted)
}

function sourceDifference(layer: Layer, wanted: NonNullable<LayerUpdate['source']>): { after: SourceSet; before: SourceSet } {
  const { publisher, licence, date, url, sensitivity, method = '' } = layer.source
  return difference<SourceSet>({ publisher, licence, date, url, sensitivity, method }, wanted)
}

/** What of `wanted` differs from `now`, and the values now in its place. */
function difference<T extends object>(now: T, wanted: T): { after: T; before: T } {
  const keys = (Object.keys(wanted) as (keyof T)[]).filter((key) => wanted[key] !== undefined && wanted[key] !== now[key])
  const pick = (from: T): T => Object.fromEntries(keys.map((key) => [key, from[key]])) as T
  return { after: pick(wanted), before: pick(now) }
}

function labelOf(set: LayerSet): string {
  const [first] = Object.keys(set)
  switch (first) {
    case 'name': return 'layer.rename'
    case 'visible': return set.visible === 1 ? 'layer.show' : 'layer.hide'
    case 'style': return 'layer.style'
    case 'opacity': return 'layer.opacity'
    case undefined: return 'layer.source'
    default: return 'layer.describe'
  }
}
