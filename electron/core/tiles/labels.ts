import type { AreaLabel } from '../../../shared/model/area-label.ts'
import { labelPoint } from './label-point.ts'
import type { TileFeature } from './tile.ts'
import { readShape } from './shape.ts'

/** One label for each area by its code, in its roomiest part, in the order of the codes. */
export function areaLabels(features: Iterable<TileFeature>): AreaLabel[] {
  const labels = new Map<string, AreaLabel>()
  for (const { geometry, tags } of features) {
    if (tags.code === undefined) continue
    const code = String(tags.code)
    for (const rings of readShape(geometry).polygons) {
      const { at, room } = labelPoint(rings)
      const known = labels.get(code)
      if (!known || room > known.room) labels.set(code, { code, name: String(tags.name ?? code), at, room })
    }
  }
  return [...labels.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
