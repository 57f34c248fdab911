import { dimensionColours, type Dimension } from '../../../shared/model/dimension.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

const neutral = '#4a6572'

/** How a new layer is drawn until the analyst says otherwise. */
export function defaultStyle(kind: LayerKind, geometry: GeometryKind, dimension: Dimension | null): LayerStyle {
  return {
    colour: dimension ? dimensionColours[dimension] : neutral,
    size: geometry === 'point' ? (kind === 'events' ? 4 : 5) : 1.5,
    stroke: kind === 'areas' ? 0.8 : 1,
    pattern: 'none',
    by: { kind: 'single' },
  }
}
