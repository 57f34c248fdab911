import type { AreaLabel } from '../../shared/model/area-label.ts'
import type { AreaSet, Layer } from '../../shared/model/layer.ts'
import type { Columns } from '../../shared/model/columns.ts'
import type { Language, State, Theme } from '../app/store.ts'
import { political, type GroundChoice } from './ground.ts'
import { scoresOf, type Scores } from './scores.ts'

export interface View { lon: number; lat: number; zoom: number }

/** The areas on the map: `scores` colour them where a run is shown, else their layer's style does. */
export interface DrawnAreas { layer: Layer; set: AreaSet; list: AreaLabel[]; scores: Scores | null }

/** All that a map draws, whatever draws it. Lists run from bottom to top. */
export interface Drawing {
  ground: GroundChoice
  areas: DrawnAreas | null
  /** Other area sets that are switched on: only their borders show. */
  outlines: { layer: Layer; coarser: boolean }[]
  /** Rasters; those `below` lie under the areas' scores, all others over the areas' fill and under their borders. */
  rasters: { layer: Layer; below: boolean }[]
  polygons: Layer[]
  lines: Layer[]
  points: { layer: Layer; columns: Columns | null }[]
  selected: string[]
  hovered: string | null
  period: { from: string; to: string } | null
  theme: Theme
  language: Language
}

/** What of the window's state the map shows. Layers come as the list orders them, the first on top; points lie above lines and lines above surfaces, so that nothing hides what is smaller. */
export function drawingOf(state: Pick<State, 'layers' | 'areaSets' | 'areaSet' | 'selected' | 'hovered' | 'run' | 'node' | 'period' | 'theme' | 'language'>, list: AreaLabel[], columns: ReadonlyMap<number, Columns>, ground: GroundChoice = political): Drawing {
  const visible = state.layers.filter((layer) => layer.visible && layer.rows > 0).toReversed()
  const set = state.areaSets.find((one) => one.id === state.areaSet && one.hasGeometry) ?? null
  const areaLayer = set && visible.find((layer) => layer.id === set.layer)
  const levels = new Map(state.areaSets.filter((one) => one.hasGeometry).map((one) => [one.layer, one.level]))
  const features = visible.filter((layer) => layer.kind !== 'areas' && layer.kind !== 'raster')
  const scores = set && areaLayer && state.run && state.run.run.areaSet === set.id ? scoresOf(state.run, state.node) : null
  return {
    ground,
    areas: set && areaLayer ? { layer: areaLayer, set, list, scores } : null,
    outlines: visible.filter((layer) => layer.kind === 'areas' && layer.id !== set?.layer && layer.geometry !== 'none').map((layer) => ({ layer, coarser: (levels.get(layer.id) ?? 0) < (set?.level ?? 99) })),
    rasters: visible.filter((layer) => layer.kind === 'raster' && layer.style.ramp).map((layer) => ({ layer, below: scores !== null && visible.indexOf(layer) < visible.findIndex((one) => one.id === areaLayer?.id) })),
    polygons: withPatterns(features.filter((layer) => layer.geometry === 'polygon' || layer.geometry === 'mixed'), scores !== null),
    lines: features.filter((layer) => layer.geometry === 'line'),
    points: features.filter((layer) => layer.geometry === 'point').map((layer) => ({ layer, columns: columns.get(layer.id) ?? null })),
    selected: state.selected, hovered: state.hovered, period: state.period, theme: state.theme, language: state.language,
  }
}

const patterns = ['lines', 'dots', 'cross'] as const

/** Surfaces that would hide the scores below them, or look like another surface, get a pattern in place of a plain fill, each its own as long as there are any. */
function withPatterns(layers: Layer[], overScores: boolean): Layer[] {
  let next = 0
  return layers.map((layer, i) => {
    const alike = layers.slice(0, i).some((other) => other.style.colour === layer.style.colour && other.style.pattern === layer.style.pattern)
    if (layer.style.pattern !== 'none' || !(overScores || alike)) return layer
    return { ...layer, style: { ...layer.style, pattern: patterns[next++ % patterns.length]! } }
  })
}

/** Layers whose records the page needs as columns: visible points, and everything visible that is dated (for the timeline). */
export function columnLayers(layers: Layer[]): Layer[] {
  return layers.filter((layer) => layer.visible && layer.rows > 0 && layer.kind !== 'areas' && layer.kind !== 'raster' && (layer.geometry === 'point' || (layer.dateField !== null && layer.geometry !== 'none')))
}

/** The field that a layer's style reads, if any. */
export function styledField(layer: Layer): string | null {
  return layer.style.by.kind === 'single' ? null : layer.style.by.field
}

/** Changes with a layer's content, so that what was cut from it is asked for anew. */
export function contentVersion(layer: Layer): string {
  return `${layer.source.sha256.slice(0, 8)}${layer.rows}`
}

/** Days since 1970-01-01 of an ISO date. */
export function dayOf(iso: string): number {
  return Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000)
}
