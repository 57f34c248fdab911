import { joinShapes, type Shape } from '../../../shared/geo/overlay.ts'

/** How many shapes are joined at once. */
const groupSize = 24

/** Everything that any of the shapes covers: neighbours first, then groups of neighbours, so that shared borders are gone before anything large is joined. Says after each group how much is done, 0 to 1. */
export function* uniteShapes(shapes: readonly Shape[]): Generator<number, Shape | null> {
  let rest = inStrips(shapes)
  const steps = stepsFor(rest.length)
  for (let done = 0; rest.length > 1;) {
    const joined: Shape[] = []
    for (let i = 0; i < rest.length; i += groupSize) {
      const one = joinShapes(rest.slice(i, i + groupSize))
      if (one) joined.push(one)
      yield ++done / steps
    }
    rest = joined
  }
  return rest[0] ?? null
}

/** In an order in which shapes that follow each other lie near each other: strips from west to east, each from south to north. */
function inStrips(shapes: readonly Shape[]): Shape[] {
  const centre = (shape: Shape, axis: 0 | 1): number => (shape.bounds[axis] + shape.bounds[axis + 2]!) / 2
  const strip = Math.ceil(Math.sqrt(shapes.length * groupSize))
  const byLon = shapes.toSorted((a, b) => centre(a, 0) - centre(b, 0))
  const out: Shape[] = []
  for (let i = 0; i < byLon.length; i += strip) out.push(...byLon.slice(i, i + strip).toSorted((a, b) => centre(a, 1) - centre(b, 1)))
  return out
}

function stepsFor(count: number): number {
  let steps = 0
  for (let left = count; left > 1;) {
    left = Math.ceil(left / groupSize)
    steps += left
  }
  return Math.max(1, steps)
}
