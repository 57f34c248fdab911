import { dimensions, type Dimension } from '../../../shared/model/dimension.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { matchScore } from '../../app/match.ts'

export type GroupId = Dimension | 'none' | 'areas'
export interface LayerGroup { id: GroupId; layers: Layer[] }

/** Layers by dimension in the order of dimensions, then those without, then the areas; each group in drawing order, empty groups left out. */
export function groupLayers(layers: readonly Layer[]): LayerGroup[] {
  const order: GroupId[] = [...dimensions, 'none', 'areas']
  return order.map((id) => ({ id, layers: layers.filter((layer) => groupOf(layer) === id) })).filter((group) => group.layers.length > 0)
}

export function groupOf(layer: Layer): GroupId {
  return layer.kind === 'areas' ? 'areas' : (layer.dimension ?? 'none')
}

/** Layers that answer the search by name, theme, dimension word, file or publisher. */
export function searchLayers(layers: readonly Layer[], search: string, dimensionWord: (dimension: Dimension) => string): Layer[] {
  return layers.filter((layer) => matchScore(search, [layer.name, layer.theme, layer.dimension ? dimensionWord(layer.dimension) : '', layer.source.file, layer.source.publisher].join(' ')) > 0)
}

/** The ids with one of them put before or after another; unchanged where either is missing or they are the same. */
export function moveBeside(ids: readonly number[], id: number, beside: number, after: boolean): number[] {
  if (id === beside || !ids.includes(id) || !ids.includes(beside)) return [...ids]
  const rest = ids.filter((one) => one !== id)
  rest.splice(rest.indexOf(beside) + (after ? 1 : 0), 0, id)
  return rest
}

/** The ids with one of them a step up (-1) or down (1) among its neighbours on screen; null where it is at the end already. */
export function moveStep(ids: readonly number[], shown: readonly number[], id: number, step: -1 | 1): number[] | null {
  const beside = shown[shown.indexOf(id) + step]
  return beside === undefined || !shown.includes(id) ? null : moveBeside(ids, id, beside, step === 1)
}
