import type { Bounds } from '../../../shared/model/geometry.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'

/** What the analyst said of a file, and what the core knows beside it: `near` is the box around the project's areas, by which coordinates are judged. */
export type ImportAsk = ImportOptions & { near?: Bounds }

/** The box around a project's areas; null where there are none, or only ones that span so much of the world that they tell nothing. */
export function areasBox(layers: readonly Pick<Layer, 'kind' | 'bbox'>[]): Bounds | null {
  const boxes = layers.flatMap(({ kind, bbox }) => kind === 'areas' && bbox !== null && bbox[2] > bbox[0] && bbox[2] - bbox[0] < 90 ? [bbox] : [])
  if (boxes.length === 0) return null
  const box: Bounds = [Math.min(...boxes.map((one) => one[0])), Math.min(...boxes.map((one) => one[1])), Math.max(...boxes.map((one) => one[2])), Math.max(...boxes.map((one) => one[3]))]
  return box[2] - box[0] < 90 ? box : null
}
