import type { AreaInput, LayerInput } from '../input.ts'
import { locatorOf, remark } from './context.ts'
import type { Task } from './context.ts'

/**
 * For each area the rows that belong to it, in the order of the layer: points by their position, rows of a table by their area code. Rows that belong nowhere are noted;
 * with `quietWhenFull` not the codes of a table that has a row for every area, because those others are of other levels.
 */
export function groupRows(task: Task, quietWhenFull = false): Int32Array[] {
  const owner = ownersOf(task.areas, task.layer)
  const counts = new Int32Array(task.areas.codes.length)
  let outside = 0
  let unplaced = 0
  for (const row of task.rows) {
    const area = owner[row]!
    if (area >= 0) counts[area]!++
    else if (area === -1) outside++
    else unplaced++
  }
  const groups = Array.from(counts, (n) => new Int32Array(n))
  counts.fill(0)
  for (const row of task.rows) { const area = owner[row]!; if (area >= 0) groups[area]![counts[area]!++] = row }
  const name = `"${task.layer.name}"`
  if (task.layer.positions) {
    remark(task.notes, 'OUTSIDE_AREAS', outside, `records of ${name} lie in none of the areas`)
    remark(task.notes, 'NO_POSITION', unplaced, `records of ${name} have no position`)
  } else {
    remark(task.notes, 'CODES_UNMATCHED', quietWhenFull && groups.every((rows) => rows.length > 0) ? 0 : outside, `rows of ${name} have a code that no area has, the first is ${firstUnmatched(task, owner)}`)
    remark(task.notes, 'NO_CODE', unplaced, `rows of ${name} have no area code`)
  }
  return groups
}

const known = new WeakMap<AreaInput, WeakMap<LayerInput, Int32Array>>()

/** The area of every row, -1 when it lies in none, -2 when it has no place. Kept for the next measure over the same two. */
function ownersOf(areas: AreaInput, layer: LayerInput): Int32Array {
  let ofAreas = known.get(areas)
  if (!ofAreas) known.set(areas, (ofAreas = new WeakMap()))
  let owner = ofAreas.get(layer)
  if (!owner) ofAreas.set(layer, (owner = layer.positions ? byPosition(areas, layer.positions, layer.count) : byCode(areas, layer)))
  return owner
}

function byPosition(areas: AreaInput, positions: Float64Array, count: number): Int32Array {
  const locate = locatorOf(areas)
  const owner = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const lon = positions[row * 2]!
    const lat = positions[row * 2 + 1]!
    owner[row] = Number.isNaN(lon) || Number.isNaN(lat) ? -2 : locate(lon, lat)
  }
  return owner
}

function byCode(areas: AreaInput, layer: LayerInput): Int32Array {
  const index = new Map(areas.codes.map((code, i) => [code, i]))
  return Int32Array.from({ length: layer.count }, (_, row) => {
    const code = layer.codes?.[row]?.trim()
    return code ? (index.get(code) ?? -1) : -2
  })
}

function firstUnmatched(task: Task, owner: Int32Array): string {
  const row = task.rows.find((r) => owner[r] === -1)
  return row === undefined ? '' : (task.layer.codes?.[row] ?? '')
}
