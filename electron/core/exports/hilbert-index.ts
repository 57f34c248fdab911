/** The order of boxes along a Hilbert curve over `extent`, by their centres, the last of the curve first, as FlatGeobuf wants it. Boxes are `[west, south, east, north]`, four numbers each. */
export function hilbertOrder(boxes: Float64Array, extent: readonly number[]): Uint32Array {
  const count = boxes.length / 4
  const [west, south, east, north] = extent as [number, number, number, number]
  const scale = (value: number, from: number, to: number) => (to > from ? Math.floor(0xffff * Math.min(1, Math.max(0, (value - from) / (to - from)))) : 0)
  const places = new Float64Array(count)
  for (let i = 0; i < count; i++) places[i] = hilbert(scale((boxes[i * 4]! + boxes[i * 4 + 2]!) / 2, west, east), scale((boxes[i * 4 + 1]! + boxes[i * 4 + 3]!) / 2, south, north))
  return Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => places[b]! - places[a]! || a - b)
}

/** The packed R-tree of FlatGeobuf over boxes in their order; `offsets` are the bytes at which each feature starts. Root first, 40 bytes a node. */
export function packedTree(boxes: Float64Array, offsets: readonly number[], nodeSize: number): Buffer {
  const counts = [offsets.length]
  do counts.push(Math.ceil(counts.at(-1)! / nodeSize)); while (counts.at(-1)! > 1)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const nodes = new Float64Array(total * 4)
  const links = new Float64Array(total)
  let start = total - counts[0]!
  nodes.set(boxes, start * 4)
  links.set(offsets, start)
  for (let level = 1; level < counts.length; level++) {
    const parents = start - counts[level]!
    for (let i = 0; i < counts[level]!; i++) {
      const first = start + i * nodeSize
      const end = Math.min(first + nodeSize, start + counts[level - 1]!)
      const box = [Infinity, Infinity, -Infinity, -Infinity]
      for (let child = first; child < end; child++) {
        box[0] = Math.min(box[0]!, nodes[child * 4]!); box[1] = Math.min(box[1]!, nodes[child * 4 + 1]!)
        box[2] = Math.max(box[2]!, nodes[child * 4 + 2]!); box[3] = Math.max(box[3]!, nodes[child * 4 + 3]!)
      }
      nodes.set(box, (parents + i) * 4)
      links[parents + i] = first
    }
    start = parents
  }
  const bytes = Buffer.alloc(total * 40)
  for (let i = 0; i < total; i++) {
    for (let k = 0; k < 4; k++) bytes.writeDoubleLE(nodes[i * 4 + k]!, i * 40 + k * 8)
    bytes.writeBigUInt64LE(BigInt(links[i]!), i * 40 + 32)
  }
  return bytes
}

/** The distance along a Hilbert curve of order 16 (the iterative method of Wikipedia's `xy2d`). */
function hilbert(column: number, row: number): number {
  let [x, y, distance] = [column, row, 0]
  for (let side = 0x8000; side > 0; side >>= 1) {
    const right = (x & side) > 0
    const upper = (y & side) > 0
    distance = distance * 4 + (right ? (upper ? 2 : 3) : upper ? 1 : 0)
    if (upper) continue
    if (right) { x = 0xffff - x; y = 0xffff - y }
    ;[x, y] = [y, x]
  }
  return distance
}
