import type { SampleAreas } from './areas.ts'
import { clamp, type Landscape } from './landscape.ts'
import type { SampleLayer } from './layers.ts'
import { randomOf } from './random.ts'

const organisations = [
  ['Mutuelle des communes', 'community'], ['Women of the Valley', 'community'], ['Tavira Red Cross (fictional)', 'national'], ['Ministry of Health (fictional)', 'national'], ['Civil Protection (fictional)', 'national'],
  ['Provincial Council', 'local'], ['Regional Aid Network', 'regional'], ['Global Relief A', 'international'], ['Global Relief B', 'international'], ['Health Partners C', 'international'],
] as const
const activities = [
  ['food', 'Food distribution', 'protection'], ['health', 'Mobile clinic', 'protection'], ['health', 'Cholera response', 'protection'], ['economic', 'Cash grants', 'empowerment'], ['community', 'Mediation committees', 'empowerment'],
  ['political', 'Civil registration', 'both'], ['environmental', 'Early warning committees', 'empowerment'], ['personal', 'Protection monitoring', 'protection'],
] as const

/** Who does what where when: crowded around the capital, with doubles, and nobody in the health desert. */
export function responseLayer(areas: SampleAreas, land: Landscape, seed: number): SampleLayer {
  const random = randomOf(seed)
  const rows: SampleLayer['rows'] = []
  for (const [d, district] of areas.districts.entries()) {
    const communes = areas.communes.flatMap((commune, i) => (commune.parent === district.code ? [i] : []))
    if (communes.some((i) => land.desert[i])) continue
    const capital = areas.provinceOf[district.cells[0]!] === areas.provinceOf[areas.communes[land.capital]!.cells[0]!]
    const need = communes.reduce((sum, i) => sum + land.violence[4]![i]! * 0.25 + land.dryness[i]!, 0) / communes.length
    const people = communes.reduce((sum, i) => sum + land.population[i]!, 0)
    for (let k = random.poisson(capital ? 7 : 1.2 + 1.4 * need); k > 0; k--) {
      const [organisation, level] = random.pick(organisations), [dimension, activity, approach] = random.pick(activities)
      const month = `2024-${String(random.whole(1, 12)).padStart(2, '0')}`
      const targeted = Math.round(people * random.between(0.01, 0.12) / 10) * 10
      const row = (who: string, whoLevel: string) => rows.push({ geometry: null, values: [who, whoLevel, dimension, activity, approach, district.code, district.name, `${month}-01`, `2025-${String(random.whole(3, 12)).padStart(2, '0')}-28`, random.pick(['ongoing', 'ongoing', 'planned', 'completed']), targeted, Math.round(targeted * clamp(random.normal(0.7, 0.2))), Math.round(targeted * random.between(8, 60))] })
      row(organisation, level)
      if (capital && random() < 0.3) { const [other, otherLevel] = random.pick(organisations.filter(([name]) => name !== organisation)); row(other, otherLevel) }
    }
    if (d % 9 === 0) rows.push({ geometry: null, values: ['Women of the Valley', 'community', 'community', 'Mediation committees', 'empowerment', district.code, district.name, '2024-02-01', '2025-12-28', 'ongoing', 600, 540, 9000] })
  }
  return {
    name: 'responses', kind: 'responses', level: null, geometry: 'none', dateField: 'start', codeField: 'area_code',
    fields: [
      ...['organisation', 'level', 'dimension', 'activity', 'approach', 'area_code', 'area_name'].map((name) => ({ name, type: 'text' as const })),
      { name: 'start', type: 'date' }, { name: 'end', type: 'date' }, { name: 'status', type: 'text' }, { name: 'targeted', type: 'integer' }, { name: 'reached', type: 'integer' }, { name: 'cost_usd', type: 'integer' },
    ],
    rows,
  }
}
