import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { AreaInput } from '../../../../shared/analysis/input.ts'

/** A small generator of numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface Tiling { columns: number; rows: number; corners: number; step: number; noise: number; seed: number; shift?: number; west?: number; south?: number }

/** Areas side by side without gaps: cells of `step` degrees whose shared borders wander through `corners` positions, the same on both sides. `shift` moves inner borders east by that share of a cell. */
export function tilingOf({ columns, rows, corners, step, noise, seed, shift = 0, west = 20, south = 5 }: Tiling): AreaInput {
  const random = randomOf(seed)
  const at = (x: number): number => west + (x + (x > 0 && x < columns ? shift : 0)) * step
  const node = (x: number, y: number): Position => [round(at(x)), round(south + y * step)]
  const border = (from: Position, to: Position, straight: boolean): Position[] => Array.from({ length: corners }, (_, i) => {
    const t = (i + 1) / (corners + 1), wander = (): number => (straight ? 0 : (random() - 0.5) * step * noise)
    return [round(from[0]! + (to[0]! - from[0]!) * t + (from[0] === to[0] ? wander() : 0)), round(from[1]! + (to[1]! - from[1]!) * t + (from[1] === to[1] ? wander() : 0))]
  })
  const flat = Array.from({ length: rows + 1 }, (_, y) => Array.from({ length: columns }, (_, x) => border(node(x, y), node(x + 1, y), y === 0 || y === rows)))
  const upright = Array.from({ length: rows }, (_, y) => Array.from({ length: columns + 1 }, (_, x) => border(node(x, y), node(x, y + 1), x === 0 || x === columns)))
  const areas: AreaInput = { codes: [], names: [], parents: [], geometries: [] }
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) {
    const ring = [node(x, y), ...flat[y]![x]!, node(x + 1, y), ...upright[y]![x + 1]!, node(x + 1, y + 1), ...flat[y + 1]![x]!.toReversed(), node(x, y + 1), ...upright[y]![x]!.toReversed(), node(x, y)]
    areas.codes.push(`A${String(y * columns + x).padStart(5, '0')}`)
    areas.names.push(`Area ${y * columns + x}`)
    areas.parents.push(null)
    areas.geometries.push({ type: 'Polygon', coordinates: [ring] })
  }
  return areas
}

/** Groups of areas joined without dissolving their borders: a multipolygon that covers the same. */
export function joined(areas: AreaInput, groups: readonly (readonly number[])[], codes: readonly string[]): AreaInput {
  return {
    codes: [...codes], names: codes.map((code) => `Name of ${code}`), parents: codes.map(() => null),
    geometries: groups.map((group): MultiPolygon => ({ type: 'MultiPolygon', coordinates: group.map((i) => (areas.geometries[i] as Polygon).coordinates) })),
  }
}

function round(value: number): number { return Math.round(value * 1e7) / 1e7 }
