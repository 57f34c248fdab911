import type { MultiPolygon } from 'geojson'
import { makeLand, ringsOf, type Cell } from './land.ts'
import { randomOf, type Random } from './random.ts'

export interface SampleArea { code: string; name: string; parent: string | null; parentName: string; cells: number[]; geometry: MultiPolygon; centre: [number, number] }
export interface SampleAreas { cells: Cell[]; provinces: SampleArea[]; districts: SampleArea[]; communes: SampleArea[]; /** For each cell, the index of its district and of its province. */ districtOf: number[]; provinceOf: number[] }

export interface AreaRecipe { seed: number; code: string; west: number; south: number; size: number; communes: number; districts: number; provinces: number; syllables: string[][]; provinceNames: string[] }

/** Three nested area sets with shared borders: communes are cells, districts are groups of communes, provinces are groups of districts. */
export function makeAreas(recipe: AreaRecipe): SampleAreas {
  const cells = makeLand(recipe.seed, recipe.west, recipe.south, recipe.size, recipe.communes)
  const random = randomOf(recipe.seed + 1)
  const districtOf = groups(cells.map((cell) => ({ at: cell.site, neighbours: cell.neighbours })), recipe.districts)
  const districtCells = members(districtOf, recipe.districts)
  const provinceOfDistrict = groups(districtCells.map((list) => ({
    at: middle(list.map((i) => cells[i]!.site)),
    neighbours: [...new Set(list.flatMap((i) => cells[i]!.neighbours.map((n) => districtOf[n]!)))],
  })), recipe.provinces)
  const names = nameMaker(random, recipe.syllables)
  const area = (code: string, name: string, parent: SampleArea | null, list: number[]): SampleArea => ({
    code, name, parent: parent?.code ?? null, parentName: parent?.name ?? '', cells: list, centre: middle(list.map((i) => cells[i]!.site)),
    geometry: { type: 'MultiPolygon', coordinates: ringsOf(list.map((i) => cells[i]!)).map(({ outer, holes }) => [outer, ...holes]) },
  })
  const two = (n: number) => String(n + 1).padStart(2, '0')
  const provinces: SampleArea[] = [], districts: SampleArea[] = [], communes: SampleArea[] = []
  for (const [p, districtList] of members(provinceOfDistrict, recipe.provinces).entries()) {
    const province = area(`${recipe.code}${two(p)}`, recipe.provinceNames[p] ?? names(), null, districtList.flatMap((d) => districtCells[d]!))
    provinces.push(province)
    for (const [d, index] of districtList.entries()) {
      const district = area(`${province.code}${two(d)}`, names(), province, districtCells[index]!)
      districts.push(district)
      for (const [c, cell] of district.cells.entries()) communes.push(area(`${district.code}${two(c)}`, names(), district, [cell]))
    }
  }
  const indexOf = (list: SampleArea[]) => { const out: number[] = []; for (const [i, one] of list.entries()) for (const cell of one.cells) out[cell] = i; return out }
  return { cells, provinces, districts, communes, districtOf: indexOf(districts), provinceOf: indexOf(provinces) }
}

/** Groups of about the same size that each hang together: the smallest group grows next, by the free neighbour nearest to its seed. */
function groups(nodes: { at: [number, number]; neighbours: number[] }[], count: number): number[] {
  const distance = (a: [number, number], b: [number, number]) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
  const seeds = [0]
  while (seeds.length < count) {
    let best = 0, far = -1
    for (const [i, node] of nodes.entries()) {
      const near = Math.min(...seeds.map((s) => distance(node.at, nodes[s]!.at)))
      if (near > far) { far = near; best = i }
    }
    seeds.push(best)
  }
  const groupOf = nodes.map(() => -1), sizes = seeds.map(() => 1)
  for (const [g, s] of seeds.entries()) groupOf[s] = g
  for (let left = nodes.length - count; left > 0; left--) {
    let chosen = -1, group = -1
    for (const g of [...seeds.keys()].toSorted((a, b) => sizes[a]! - sizes[b]! || a - b)) {
      let near = Infinity
      for (const [i, node] of nodes.entries()) {
        if (groupOf[i] !== g) continue
        for (const n of node.neighbours) if (groupOf[n] === -1 && distance(nodes[n]!.at, nodes[seeds[g]!]!.at) < near) { near = distance(nodes[n]!.at, nodes[seeds[g]!]!.at); chosen = n }
      }
      if (chosen !== -1) { group = g; break }
    }
    groupOf[chosen] = group
    sizes[group]!++
  }
  return groupOf
}

function members(groupOf: number[], count: number): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (const [i, g] of groupOf.entries()) lists[g]!.push(i)
  return lists
}

function middle(points: [number, number][]): [number, number] {
  return [points.reduce((sum, p) => sum + p[0], 0) / points.length, points.reduce((sum, p) => sum + p[1], 0) / points.length]
}

function nameMaker(random: Random, syllables: string[][]): () => string {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const parts = random() < 0.45 ? [0, 2] : [0, 1, 2]
      const name = parts.map((i) => random.pick(syllables[i]!)).join('')
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
}
