import type { Basemap as BasemapFile, BasemapState } from '../../shared/model/basemap.ts'
import type { Layer } from '../../shared/model/layer.ts'

/** What lies below the layers: land and water, the political map of this program, or a file of tiles. */
export type GroundChoice = { kind: 'plain' } | { kind: 'political' } | { kind: 'file'; file: BasemapFile }

export const political: GroundChoice = { kind: 'political' }
const plain: GroundChoice = { kind: 'plain' }
const made = new WeakMap<BasemapFile, GroundChoice>()

/** The ground that a state asks for; the political one until it is known, and where the file is missing. The same object for the same state, so that nothing is drawn anew. */
export function groundOf(state: BasemapState | null): GroundChoice {
  if (!state || state.choice === 'political') return political
  if (state.choice === 'plain') return plain
  const file = state.list.find(({ id }) => id === state.choice)
  if (!file) return political
  const found = made.get(file) ?? { kind: 'file', file }
  made.set(file, found)
  return found
}

/** Areas that nothing colours are a veil over the analyst's own basemap, which would be of no use below them otherwise. */
export function fillOpacity(layer: Layer, scored: boolean, ground: GroundChoice): number {
  return !scored && layer.style.by.kind === 'single' && ground.kind === 'file' ? layer.opacity * 0.25 : layer.opacity
}
