import { Delaunay } from 'd3-delaunay'
import type { Position } from 'geojson'
import { hashOf, randomOf, type Random } from './random.ts'

export interface Cell { site: [number, number]; coastal: boolean; neighbours: number[]; edges: Edge[] }
/** A border between two Voronoi vertices, bent the same way for both cells: `key` names it, `path` runs from `from` to `to`. */
export interface Edge { key: string; from: number; to: number; path: Position[] }

/** Some 400 cells of an island in a box of sea, with crooked shared borders. Same seed, same island. */
export function makeLand(seed: number, west: number, south: number, size: number, wanted: number): Cell[] {
  const random = randomOf(seed)
  const sites = relaxedSites(random, Math.round(wanted * 2.1))
  const delaunay = Delaunay.from(sites)
  const voronoi = delaunay.voronoi([-0.3, -0.3, 1.3, 1.3])
  const inner = sites.map((site, i) => ({ i, height: heightAt(site, seed) })).filter(({ i }) => sites[i]![0] > 0.06 && sites[i]![0] < 0.94 && sites[i]![1] > 0.06 && sites[i]![1] < 0.94)
  const land = connected(inner.toSorted((a, b) => b.height - a.height).slice(0, wanted).map(({ i }) => i), (i) => [...voronoi.neighbors(i)])
  const rank = new Map(land.map((i, k) => [i, k]))
  const centres = voronoi.circumcenters
  const { triangles, halfedges, inedges } = delaunay
  const place = (triangle: number): [number, number] => [centres[triangle * 2]!, centres[triangle * 2 + 1]!]
  return land.map((i) => {
    // The triangles around a site, in order, give the corners of its cell.
    const corners: number[] = []
    const start = inedges[i]!
    for (let e = start; ; ) {
      corners.push(Math.floor(e / 3))
      const next = e % 3 === 2 ? e - 2 : e + 1
      if (triangles[next] !== i) break
      e = halfedges[next]!
      if (e === start || e === -1) break
    }
    const edges = corners.map((from, k) => {
      const to = corners[(k + 1) % corners.length]!
      const forward = from < to
      const path = bend(place(forward ? from : to), place(forward ? to : from), forward ? from : to, forward ? to : from, seed)
      return { key: forward ? `${from}:${to}` : `${to}:${from}`, from, to, path: (forward ? path : path.toReversed()).map(([x, y]) => [round(west + x! * size), round(south + y! * size)]) }
    })
    const around = [...voronoi.neighbors(i)]
    return { site: [west + sites[i]![0] * size, south + sites[i]![1] * size], coastal: around.some((n) => !rank.has(n)), neighbours: around.flatMap((n) => rank.get(n) ?? []), edges }
  })
}

/** The outer rings and holes of a group of cells: edges that only one of them has, chained. Rings are closed, outer rings counter-clockwise, holes clockwise. */
export function ringsOf(cells: Cell[]): { outer: Position[]; holes: Position[][] }[] {
  const seen = new Map<string, number>()
  for (const cell of cells) for (const edge of cell.edges) seen.set(edge.key, (seen.get(edge.key) ?? 0) + 1)
  const from = new Map<number, Edge[]>()
  for (const cell of cells) for (const edge of cell.edges) if (seen.get(edge.key) === 1) from.set(edge.from, [...(from.get(edge.from) ?? []), edge])
  const rings: Position[][] = []
  for (const list of from.values()) {
    while (list.length) {
      const ring: Position[] = []
      let edge = list.pop()
      const first = edge!.from
      while (edge) {
        ring.push(...edge.path.slice(0, -1))
        if (edge.to === first) break
        edge = from.get(edge.to)?.pop()
      }
      rings.push([...ring, ring[0]!])
    }
  }
  const outers = rings.filter((ring) => signedArea(ring) > 0).map((outer) => ({ outer, holes: [] as Position[][] }))
  const turned = outers.length ? outers : rings.map((ring) => ({ outer: ring.toReversed(), holes: [] as Position[][] }))
  if (outers.length) for (const hole of rings.filter((ring) => signedArea(ring) <= 0)) outers.find(({ outer }) => inside(hole[0]!, outer))?.holes.push(hole)
  return turned
}

export function signedArea(ring: Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!
  return sum / 2
}

export function inside([x, y]: Position, ring: Position[]): boolean {
  let odd = false
  for (let i = 1, j = 0; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as [number, number], [x2, y2] = ring[j] as [number, number]
    if (y1 > y! !== y2 > y! && x! < ((x2 - x1) * (y! - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

function relaxedSites(random: Random, count: number): [number, number][] {
  let sites = Array.from({ length: count }, (): [number, number] => [random.between(-0.1, 1.1), random.between(-0.1, 1.1)])
  for (let pass = 0; pass < 3; pass++) {
    const voronoi = Delaunay.from(sites).voronoi([-0.1, -0.1, 1.1, 1.1])
    sites = sites.map((site, i) => {
      const ring = voronoi.cellPolygon(i)
      if (!ring) return site
      const middle = ring.slice(1).reduce(([x, y], [a, b]): [number, number] => [x + a / (ring.length - 1), y + b / (ring.length - 1)], [0, 0] as [number, number])
      return [site[0] * 0.35 + middle[0] * 0.65, site[1] * 0.35 + middle[1] * 0.65]
    })
  }
  return sites
}

/** Height of the island at a place of the unit square: a hill with a crooked coast and a bay in the west. */
function heightAt([x, y]: [number, number], seed: number): number {
  const dx = (x - 0.5) * 1.05, dy = y - 0.5
  const angle = Math.atan2(dy, dx)
  let coast = 0
  for (let k = 2; k <= 6; k++) coast += (Math.sin(k * angle + hashOf(k, 1, seed) * 6.283) * 0.05) / Math.sqrt(k - 1)
  const bay = 0.16 * Math.exp(-(((x - 0.12) ** 2 + (y - 0.42) ** 2) / 0.02))
  return 0.42 + coast - Math.sqrt(dx * dx + dy * dy) - bay
}

/** The largest group of sites that hang together. */
function connected(sites: number[], neighbours: (i: number) => number[]): number[] {
  const left = new Set(sites)
  let best: number[] = []
  while (left.size) {
    const group: number[] = [], queue = [left.values().next().value!]
    left.delete(queue[0]!)
    for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
      group.push(i)
      for (const n of neighbours(i)) if (left.delete(n)) queue.push(n)
    }
    if (group.length > best.length) best = group
  }
  return best.toSorted((a, b) => a - b)
}

/** A crooked line between two corners, by moving middles aside: the same for both cells, since it depends on the corners alone. */
function bend(a: [number, number], b: [number, number], from: number, to: number, seed: number): [number, number][] {
  let line: [number, number][] = [a, b]
  for (let level = 0; level < 4; level++) {
    line = line.flatMap((point, i): [number, number][] => {
      const next = line[i + 1]
      if (!next) return [point]
      const aside = (hashOf(from * 31 + level, to * 17 + i, seed) - 0.5) * 0.34
      return [point, [(point[0] + next[0]) / 2 - (next[1] - point[1]) * aside, (point[1] + next[1]) / 2 + (next[0] - point[0]) * aside]]
    })
  }
  return line
}

function round(degrees: number): number { return Math.round(degrees * 1e6) / 1e6 }
