import type { SampleArea, SampleAreas } from './areas.ts'
import type { Landscape } from './landscape.ts'
import { clamp } from './landscape.ts'
import type { SampleLayer, Value } from './layers.ts'
import { randomOf } from './random.ts'

interface Column { name: string; type: 'integer' | 'real'; /** Value of a commune; null where nobody asked. */ of: (commune: number) => number | null; /** Sums add up; shares are weighted by people. */ add: 'sum' | 'weighted'; decimals: number }

/** Tables joined by area code, with a row for every area of all three sets, so that each level stands on its own. */
export function tableLayers(areas: SampleAreas, land: Landscape, seed: number): SampleLayer[] {
  const random = randomOf(seed)
  const per = (make: (i: number) => number | null) => areas.communes.map((_, i) => make(i))
  const under5 = per((i) => Math.round(land.population[i]! * random.between(0.14, 0.17 + 0.03 * land.poverty[i]!)))
  const share = (centre: (i: number) => number, spread: number, low = 0, high = 100) => per((i) => clamp(random.normal(centre(i), spread), low, high))
  const violenceNow = (i: number) => land.violence[4]![i]!
  const displaced = per((i) => Math.round(land.population[i]! * clamp(0.004 * violenceNow(i) + (land.desert[i] ? 0.16 : 0) + 0.01 * random()) ))
  const returnees = per((i) => Math.round(displaced[i]! * random.between(0.05, 0.3) + land.violence[0]![i]! * 40 * random()))
  const phase3 = share((i) => 6 + 34 * land.dryness[i]! ** 2 + 12 * land.poverty[i]! + 1.2 * violenceNow(i), 3, 1, 85)
  const phases = per((i) => phase3[i]!).map((value, i) => {
    const worse = value! / 100, four = worse * random.between(0.12, 0.3), five = land.dryness[i]! > 0.8 ? worse * 0.02 : 0
    const stressed = clamp(random.normal(0.26, 0.04), 0.05, 1 - worse)
    return [1 - worse - stressed, stressed, worse - four - five, four, five].map((part) => Math.round(part * land.population[i]!))
  })
  const survey = (centre: (i: number) => number) => share(centre, 4).map((value, i) => (land.unreached[i] ? null : value))
  const survey6 = {
    feels_unsafe_pct: survey((i) => 14 + 7 * violenceNow(i) + 8 * (1 - land.trust[i]!)), trust_neighbours_pct: survey((i) => 40 + 45 * land.trust[i]!),
    discrimination_pct: survey((i) => 34 - 26 * land.trust[i]! + (land.desert[i] ? 12 : 0)), participation_pct: survey((i) => 12 + 62 * land.voice[i]!),
    trust_local_government_pct: survey((i) => 14 + 60 * land.trust[i]! * land.voice[i]! + 8), registered_birth_pct: survey((i) => 92 - 44 * land.remoteness[i]! - 12 * land.dryness[i]!),
  }
  const sum = (name: string, values: (number | null)[]): Column => ({ name, type: 'integer', of: (i) => values[i] ?? null, add: 'sum', decimals: 0 })
  const weighted = (name: string, values: (number | null)[], decimals = 1): Column => ({ name, type: 'real', of: (i) => values[i] ?? null, add: 'weighted', decimals })
  const cholera = per((i) => random.poisson(land.population[i]! / 1000 * (0.05 + 7 * land.river[i]! ** 2 * (1 - 0.4 * land.voice[i]!))))
  const headcount = share((i) => 8 + 72 * land.poverty[i]!, 4, 2, 96)
  return [
    table('population', [sum('population', land.population), sum('under5', under5)]),
    table('displacement', [sum('displaced', displaced), sum('returnees', returnees)]),
    table('disease_cases', [sum('cholera_cases', cholera), sum('measles_cases', per((i) => random.poisson(land.population[i]! / 1000 * (0.3 + 1.4 * land.remoteness[i]! + (land.desert[i] ? 2.5 : 0))))), sum('malaria_cases', per((i) => random.poisson(land.population[i]! / 1000 * (30 + 90 * land.river[i]! + 30 * (1 - land.dryness[i]!)))))]),
    table('food_phases', [...phases[0]!.map((_, p) => sum(`phase${p + 1}`, phases.map((list) => list[p]!))), weighted('phase3plus_pct', phases.map((list, i) => ((list[2]! + list[3]! + list[4]!) / land.population[i]!) * 100))]),
    table('poverty', [weighted('poverty_headcount_pct', headcount), weighted('mpi', headcount.map((value, i) => (value! / 100) * clamp(random.normal(0.42 + 0.14 * land.poverty[i]!, 0.02))), 3), weighted('unemployment_pct', share((i) => 9 + 16 * land.poverty[i]! + 8 * (1 - land.voice[i]!), 2))]),
    table('community_survey', Object.entries(survey6).map(([name, values]) => weighted(name, values))),
  ]

  function table(name: string, columns: Column[]): SampleLayer {
    const rows = [...areas.provinces.map((area) => ({ area, level: 1 })), ...areas.districts.map((area) => ({ area, level: 2 })), ...areas.communes.map((area) => ({ area, level: 3 }))]
    return {
      name, kind: 'table', level: null, geometry: 'none', dateField: null, codeField: 'area_code',
      fields: [{ name: 'area_code', type: 'text' }, { name: 'area_name', type: 'text' }, { name: 'level', type: 'integer' }, ...columns.map(({ name: column, type }) => ({ name: column, type }))],
      rows: rows.map(({ area, level }) => ({ geometry: null, values: [area.code, area.name, level, ...columns.map((column) => valueOf(column, communesOf(area)))] })),
    }
  }

  function communesOf(area: SampleArea): number[] {
    const cells = new Set(area.cells)
    return areas.communes.flatMap((commune, i) => (cells.has(commune.cells[0]!) ? [i] : []))
  }

  function valueOf(column: Column, communes: number[]): Value {
    let total = 0, weight = 0
    for (const i of communes) {
      const value = column.of(i)
      if (value === null) continue
      const w = column.add === 'sum' ? 1 : land.population[i]!
      total += value * w
      weight += w
    }
    if (weight === 0) return null
    const scale = 10 ** column.decimals
    return Math.round((column.add === 'sum' ? total : total / weight) * scale) / scale
  }
}
