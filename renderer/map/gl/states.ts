import type { Map as MapLibre } from 'maplibre-gl'
import type { Drawing } from '../drawing.ts'

interface AreaState { class: number; selected: boolean; hovered: boolean }

/** Keeps the areas' feature states as a drawing wants them, touching only those that change: recolouring moves no geometry. */
export function makeStates(map: MapLibre): { apply(drawing: Drawing): void; forget(): void } {
  let applied = new Map<string, AreaState>()
  return {
    forget: () => { applied = new Map() },
    apply(drawing) {
      if (!drawing.areas || !map.getSource('areas')) return
      const next = wantedStates(drawing)
      for (const [code, state] of next) {
        const old = applied.get(code)
        if (old && old.class === state.class && old.selected === state.selected && old.hovered === state.hovered) continue
        for (const sourceLayer of ['polygons', 'edges']) map.setFeatureState({ source: 'areas', sourceLayer, id: code }, state)
      }
      for (const code of applied.keys()) {
        if (!next.has(code)) for (const sourceLayer of ['polygons', 'edges']) map.removeFeatureState({ source: 'areas', sourceLayer, id: code })
      }
      applied = next
    },
  }
}

/** The states of all areas that have one; class 0 is missing. */
export function wantedStates({ areas, selected, hovered }: Drawing): Map<string, AreaState> {
  const states = new Map<string, AreaState>()
  const state = (code: string): AreaState => {
    const found = states.get(code) ?? { class: 0, selected: false, hovered: false }
    states.set(code, found)
    return found
  }
  for (const [code, level] of areas?.scores?.classes ?? []) state(code).class = level ?? 0
  for (const code of selected) state(code).selected = true
  if (hovered !== null) state(hovered).hovered = true
  return states
}
