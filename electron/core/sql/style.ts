import type { Dimension } from '../../../shared/model/dimension.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

/** One colour per dimension, distinct for colour-blind people (after Okabe and Ito 2008, darkened for use on a pale map). */
const colours: Record<Dimension, string> = {
  economic: '#8a6d00', food: '#2e7d4f', health: '#c2528b', environmental: '#1f78b4', personal: '#b5361c', community: '#6a51a3', political: '#4d5b6a',
}
const neutral = '#4a6572'

/** How a new layer is drawn until the analyst says otherwise. */
export function defaultStyle(kind: LayerKind, geometry: GeometryKind, dimension: Dimension | null): LayerStyle {
  return {
    colour: dimension ? colours[dimension] : neutral,
    size: geometry === 'point' ? (kind === 'events' ? 4 : 5) : 1.5,
    stroke: kind === 'areas' ? 0.8 : 1,
    pattern: 'none',
    by: { kind: 'single' },
  }
}
