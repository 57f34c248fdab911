import { up } from '../../../shared/geo/float32.ts'
import { hilbertPlace } from '../../../shared/geo/hilbert.ts'
import type { PackedRows } from '../import/ready.ts'
import type { TreeBoxes } from './packed-rtree.ts'

/** The boxes of the rows of a layer, kept small until its tree is made: nine bytes for a point, sixteen for a box. */
export interface TreeRoom {
  add(rows: PackedRows): void
  /** From here on the rows may be more than points. */
  widen(): void
  /** All boxes; the room is empty afterwards. */
  take(): TreeBoxes
}

const blockBits = 16
const blockBoxes = 1 << blockBits

/** A block of boxes: the two lower edges of each, then the upper ones, or (points) in `exact` whether Float32 holds the position itself: 1 for longitude, 2 for latitude. */
interface Block { lower: Float32Array; upper: Float32Array | null; exact: Uint8Array | null }

export function createTreeRoom(points: boolean): TreeRoom {
  let onlyPoints = points
  let blocks: Block[] = []
  let gaps = new Uint32Array(1024)
  let gapCount = 0
  let count = 0
  let rowsSoFar = 0

  const put = (boxes: Float32Array, at: number): void => {
    const slot = count & (blockBoxes - 1)
    if (slot === 0) blocks.push({ lower: new Float32Array(blockBoxes * 2), upper: onlyPoints ? null : new Float32Array(blockBoxes * 2), exact: onlyPoints ? new Uint8Array(blockBoxes) : null })
    const block = blocks[blocks.length - 1]!
    const [west, south, east, north] = [boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!]
    block.lower[slot * 2] = west
    block.lower[slot * 2 + 1] = south
    if (block.upper) { block.upper[slot * 2] = east; block.upper[slot * 2 + 1] = north } else block.exact![slot] = (west === east ? 1 : 0) | (south === north ? 2 : 0)
    count++
  }
  const addGap = (): void => {
    if (gapCount === gaps.length) { const wider = new Uint32Array(gaps.length * 2); wider.set(gaps); gaps = wider }
    gaps[gapCount++] = count
  }
  return {
    add(rows) {
      let row = 0
      for (let i = 0; i < rows.located.length; i++, row++) {
        for (; row < rows.located[i]!; row++) addGap()
        put(rows.boxes, i * 4)
      }
      for (; row < rows.count; row++) addGap()
      rowsSoFar += rows.count
    },
    widen() {
      onlyPoints = false
      const last = blocks.at(-1)
      if (last?.exact) last.upper = upperOf(last)
    },
    take() {
      if (count + gapCount !== rowsSoFar) throw new Error('The boxes of a layer are not those of its rows')
      const taken = blocks
      const places = new Uint32Array(count)
      for (let box = 0; box < count; box++) {
        const { lower, upper } = taken[box >>> blockBits]!
        const slot = (box & (blockBoxes - 1)) * 2
        places[box] = upper ? hilbertPlace((lower[slot]! + upper[slot]!) / 2, (lower[slot + 1]! + upper[slot + 1]!) / 2) : hilbertPlace(lower[slot]!, lower[slot + 1]!)
      }
      blocks = []
      return {
        count, places,
        id: (box) => box + 1 + (gapCount === 0 ? 0 : gapsUpTo(gaps, gapCount, box)),
        edges(box, into) {
          const block = taken[box >>> blockBits]!
          const slot = (box & (blockBoxes - 1)) * 2
          into[0] = block.lower[slot]!
          into[1] = block.lower[slot + 1]!
          if (block.upper) { into[2] = block.upper[slot]!; into[3] = block.upper[slot + 1]! } else {
            const exact = block.exact![slot / 2]!
            into[2] = exact & 1 ? into[0] : above(into[0])
            into[3] = exact & 2 ? into[1] : above(into[1])
          }
        },
      }
    },
  }
}

/** How many rows without geometry stand before a box. */
function gapsUpTo(gaps: Uint32Array, count: number, box: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (gaps[middle]! <= box) low = middle + 1
    else high = middle
  }
  return low
}

function upperOf(block: Block): Float32Array {
  const upper = new Float32Array(block.lower.length)
  for (let i = 0; i < upper.length; i++) upper[i] = block.exact![i >> 1]! & (i & 1 ? 2 : 1) ? block.lower[i]! : above(block.lower[i]!)
  return upper
}

/** The next Float32 above one. */
function above(value: number): number {
  return up(value + Math.max(Math.abs(value) * 1e-9, 1e-45))
}
