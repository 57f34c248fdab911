import type { SampleAreas } from './areas.ts'
import { inside } from './land.ts'
import type { Landscape } from './landscape.ts'
import type { SampleLayer, Value } from './layers.ts'
import { randomOf, type Random } from './random.ts'

const types = ['Battle', 'Violence against civilians', 'Explosion or remote violence', 'Riot', 'Abduction'] as const

/** Conflict events over five years, clustered in space and time, some known only to their district. */
export function eventLayers(areas: SampleAreas, land: Landscape, seed: number): SampleLayer[] {
  const random = randomOf(seed)
  const rows: { geometry: { type: 'Point'; coordinates: [number, number] }; values: Value[] }[] = []
  for (const [y, expected] of land.violence.entries()) {
    for (const [i, commune] of areas.communes.entries()) {
      const count = random.poisson(expected[i]! * 2.6)
      const place = pointIn(random, commune.geometry.coordinates[0]![0] as [number, number][], commune.centre)
      for (let k = 0; k < count; k++) {
        const month = random() < 0.6 ? random.whole(9, 14) % 12 : random.whole(0, 11)
        const coarse = random() < 0.08
        const kind = i === land.capital ? (random() < 0.7 ? 'Riot' : types[1]) : random.pick(types)
        const fatalities = kind === 'Riot' ? random.poisson(0.3) : random.poisson(random() < 0.08 ? 7 : 0.7)
        rows.push({
          geometry: { type: 'Point', coordinates: coarse ? round(commune.centre) : random() < 0.4 ? place : pointIn(random, commune.geometry.coordinates[0]![0] as [number, number][], commune.centre) },
          values: [`${2020 + y}-${pad(month + 1)}-${pad(random.whole(1, 28))}`, kind, random.pick(['Armed group A', 'Armed group B', 'Government forces', 'Communal militia', 'Unknown']), fatalities, coarse ? 4 : random() < 0.7 ? 1 : 2, commune.code],
        })
      }
    }
  }
  rows.sort((a, b) => String(a.values[0]).localeCompare(String(b.values[0]), 'en'))
  return [{
    name: 'conflict_events', kind: 'events', level: null, geometry: 'point', dateField: 'event_date', codeField: null,
    fields: [{ name: 'event_id', type: 'integer' }, { name: 'event_date', type: 'date' }, { name: 'event_type', type: 'text' }, { name: 'actor', type: 'text' }, { name: 'fatalities', type: 'integer' }, { name: 'where_prec', type: 'integer' }, { name: 'area_code', type: 'text' }],
    rows: rows.map((row, i) => ({ geometry: row.geometry, values: [i + 1, ...row.values] })),
  }]
}

/** A place inside a ring, or its middle when chance does not find one. */
export function pointIn(random: Random, ring: [number, number][], middle: [number, number]): [number, number] {
  const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1])
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  for (let i = 0; i < 60; i++) {
    const place = round([random.between(west, east), random.between(south, north)])
    if (inside(place, ring)) return place
  }
  return round(middle)
}

export function round([x, y]: [number, number]): [number, number] { return [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5] }
export function pad(n: number): string { return String(n).padStart(2, '0') }
