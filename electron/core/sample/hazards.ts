import type { Position } from 'geojson'
import type { SampleAreas } from './areas.ts'
import { clamp, cycloneCourse, riverCourse, type Landscape } from './landscape.ts'
import type { SampleLayer, Value } from './layers.ts'
import { randomOf } from './random.ts'

/** Floods along the river, a grid of rainfall against the normal, and one cyclone. */
export function hazardLayers(areas: SampleAreas, land: Landscape, seed: number): SampleLayer[] {
  const random = randomOf(seed)
  const floods: { geometry: { type: 'Polygon'; coordinates: Position[][] }; values: Value[] }[] = []
  for (const year of [2020, 2021, 2022, 2023, 2024]) {
    const great = year === 2022
    for (let k = 0; k < (great ? 34 : 9); k++) {
      const along = random.between(0.8, riverCourse.length - 1.6), i = Math.floor(along), t = along - i
      const [a, b] = [riverCourse[i]!, riverCourse[i + 1]!]
      const centre: [number, number] = [a[0] + t * (b[0] - a[0]) + random.normal(0, 0.06), a[1] + t * (b[1] - a[1]) + random.normal(0, 0.06)]
      floods.push({
        geometry: { type: 'Polygon', coordinates: [blob(centre, random.between(0.05, great ? 0.24 : 0.12))] },
        values: [`${year}-${great ? '09' : random.pick(['08', '09', '10'])}-${String(random.whole(1, 28)).padStart(2, '0')}`, great ? random.pick(['severe', 'severe', 'moderate']) : random.pick(['moderate', 'minor']), random.whole(3, great ? 40 : 14)],
      })
    }
  }
  const drought: { geometry: { type: 'Polygon'; coordinates: Position[][] }; values: Value[] }[] = []
  const dry = new Map(areas.communes.map((commune, i) => [commune.cells[0]!, land.dryness[i]!]))
  for (let x = -26; x < -18; x += 0.25) {
    for (let y = -14; y < -6; y += 0.25) {
      const cell = nearestCell(areas, x + 0.125, y + 0.125)
      if (cell === null) continue
      drought.push({
        geometry: { type: 'Polygon', coordinates: [[[x, y], [x + 0.25, y], [x + 0.25, y + 0.25], [x, y + 0.25], [x, y]]] },
        values: ['2024-10-01', Math.round((35 - 95 * clamp(dry.get(cell)!) + random.normal(0, 4)) * 10) / 10, 'June to October 2024'],
      })
    }
  }
  return [
    layer('floods', 'polygon', 'event_date', [['event_date', 'date'], ['severity', 'text'], ['days', 'integer']], floods),
    layer('drought', 'polygon', 'event_date', [['event_date', 'date'], ['anomaly_pct', 'real'], ['season', 'text']], drought),
    layer('cyclone_track', 'line', 'event_date', [['event_date', 'date'], ['name', 'text'], ['wind_kmh', 'integer']], cycloneCourse.slice(1).map((place, i) => ({
      geometry: { type: 'LineString' as const, coordinates: [cycloneCourse[i]!, place] },
      values: [`2023-02-${String(17 + Math.floor(i / 2)).padStart(2, '0')}`, 'Odile (fictional)', [120, 150, 185, 175, 140, 110, 80][i]!],
    }))),
  ]

  function blob([x, y]: [number, number], radius: number): Position[] {
    const waves = [2, 3, 5].map((n) => ({ n, size: random.between(0.08, 0.24), phase: random.between(0, 6.283) }))
    const stretch = random.between(1, 1.9)
    const ring = Array.from({ length: 36 }, (_, i): Position => {
      const angle = (i / 36) * 2 * Math.PI
      const r = radius * (1 + waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.n * angle + wave.phase), 0))
      return [Math.round((x + r * stretch * Math.cos(angle)) * 1e5) / 1e5, Math.round((y + r * Math.sin(angle)) * 1e5) / 1e5]
    })
    return [...ring, ring[0]!]
  }
}

function layer(name: string, geometry: 'polygon' | 'line', dateField: string, fields: [string, 'date' | 'text' | 'real' | 'integer'][], rows: SampleLayer['rows']): SampleLayer {
  return { name, kind: 'features', level: null, geometry, dateField, codeField: null, fields: fields.map(([field, type]) => ({ name: field, type })), rows }
}

/** The commune whose site is nearest, or null over the sea. */
function nearestCell(areas: SampleAreas, x: number, y: number): number | null {
  let best: number | null = null, near = 0.06
  for (const [i, cell] of areas.cells.entries()) {
    const d = (cell.site[0] - x) ** 2 + (cell.site[1] - y) ** 2
    if (d < near) { near = d; best = i }
  }
  return best
}
