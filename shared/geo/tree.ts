/** A k-d tree over directions from the centre of the Earth, so that neighbours are found across the antimeridian and at the poles. */
export interface Tree { ids: Uint32Array; coordinates: Float64Array }

/** The unit vector of a position in degrees, written into `out` at `at`. */
export function direction(lon: number, lat: number, out: Float64Array | number[], at = 0): void {
  const l = (lon * Math.PI) / 180
  const p = (lat * Math.PI) / 180
  out[at] = Math.cos(p) * Math.cos(l)
  out[at + 1] = Math.cos(p) * Math.sin(l)
  out[at + 2] = Math.sin(p)
}

/** Builds the tree over `vectors` (x, y, z by turns), reordering them. `ids` tell where each vector stood. */
export function buildTree(vectors: Float64Array): Tree {
  const ids = Uint32Array.from({ length: vectors.length / 3 }, (_, i) => i)
  const stack: [number, number, number][] = [[0, ids.length - 1, 0]]
  while (stack.length) {
    const [left, right, axis] = stack.pop()!
    if (right - left < 1) continue
    const middle = (left + right) >> 1
    select(ids, vectors, middle, left, right, axis)
    const next = (axis + 1) % 3
    stack.push([left, middle - 1, next], [middle + 1, right, next])
  }
  return { ids, coordinates: vectors }
}

/** The squared chord from a direction to the nearest entry, Infinity for an empty tree. */
export function nearestSquared(tree: Tree, x: number, y: number, z: number): number {
  const c = tree.coordinates
  let best = Infinity
  const visit = (left: number, right: number, axis: number): void => {
    if (left > right) return
    const middle = (left + right) >> 1
    const i = middle * 3
    const d = (c[i]! - x) ** 2 + (c[i + 1]! - y) ** 2 + (c[i + 2]! - z) ** 2
    if (d < best) best = d
    const gap = (axis === 0 ? x : axis === 1 ? y : z) - c[i + axis]!
    const next = (axis + 1) % 3
    if (gap <= 0) { visit(left, middle - 1, next); if (gap * gap <= best) visit(middle + 1, right, next) }
    else { visit(middle + 1, right, next); if (gap * gap <= best) visit(left, middle - 1, next) }
  }
  visit(0, tree.ids.length - 1, 0)
  return best
}

/** Calls `found` with the id of every entry within a squared chord. */
export function eachWithin(tree: Tree, x: number, y: number, z: number, squared: number, found: (id: number) => void): void {
  const c = tree.coordinates
  const visit = (left: number, right: number, axis: number): void => {
    if (left > right) return
    const middle = (left + right) >> 1
    const i = middle * 3
    if ((c[i]! - x) ** 2 + (c[i + 1]! - y) ** 2 + (c[i + 2]! - z) ** 2 <= squared) found(tree.ids[middle]!)
    const gap = (axis === 0 ? x : axis === 1 ? y : z) - c[i + axis]!
    const next = (axis + 1) % 3
    if (gap <= 0 || gap * gap <= squared) visit(left, middle - 1, next)
    if (gap >= 0 || gap * gap <= squared) visit(middle + 1, right, next)
  }
  visit(0, tree.ids.length - 1, 0)
}

/** Hoare's selection: afterwards entry `k` stands where sorting by `axis` would put it. */
function select(ids: Uint32Array, c: Float64Array, k: number, from: number, to: number, axis: number): void {
  let left = from
  let right = to
  while (left < right) {
    const pivot = c[((left + right) >> 1) * 3 + axis]!
    let i = left
    let j = right
    while (i <= j) {
      while (c[i * 3 + axis]! < pivot) i++
      while (c[j * 3 + axis]! > pivot) j--
      if (i <= j) swap(ids, c, i++, j--)
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return
  }
}

function swap(ids: Uint32Array, c: Float64Array, i: number, j: number): void {
  if (i === j) return
  const id = ids[i]!
  ids[i] = ids[j]!
  ids[j] = id
  for (let n = 0; n < 3; n++) {
    const v = c[i * 3 + n]!
    c[i * 3 + n] = c[j * 3 + n]!
    c[j * 3 + n] = v
  }
}
