import type { SampleAreas } from './areas.ts'
import { pointIn } from './events.ts'
import type { Landscape } from './landscape.ts'
import type { SampleLayer, Value } from './layers.ts'
import { randomOf, type Random } from './random.ts'

/** Services that people can reach: health facilities, markets, schools and water points, with what works and what does not. */
export function placeLayers(areas: SampleAreas, land: Landscape, seed: number): SampleLayer[] {
  const random = randomOf(seed)
  const yes = (p: number) => (random() < p ? 'yes' : 'no')
  return [
    points('health_facilities', [['facility_type', 'text'], ['functional', 'text'], ['staff', 'integer']], (i) => (land.desert[i] ? 0.08 : 0.55 + land.population[i]! / 24000), (i) => {
      const kind = random.pick(['Health post', 'Health post', 'Health centre', 'Hospital'])
      return [kind, yes(land.desert[i] ? 0.3 : 0.93 - 0.05 * land.violence[4]![i]! / 2 - 0.25 * land.cyclone[i]!), { 'Health post': random.whole(1, 4), 'Health centre': random.whole(4, 18), Hospital: random.whole(30, 160) }[kind]!]
    }),
    points('markets', [['open', 'text']], (i) => 0.18 + land.population[i]! / 120000, (i) => [yes(0.95 - 0.45 * land.dryness[i]! ** 2 - 0.04 * land.violence[4]![i]!)]),
    points('schools', [['open', 'text'], ['pupils', 'integer']], (i) => 1.1 + land.population[i]! / 20000, (i) => [yes(0.95 - 0.05 * land.violence[4]![i]! - 0.4 * land.cyclone[i]!), random.whole(80, 640)]),
    points('water_points', [['functional', 'text'], ['source', 'text']], (i) => 1.5 + land.population[i]! / 15000, (i) => [yes(0.9 - 0.35 * land.dryness[i]! - 0.35 * land.cyclone[i]! + 0.08 * land.voice[i]!), random.pick(['Borehole', 'Protected well', 'Spring', 'Piped'])]),
  ]

  function points(name: string, fields: [string, 'text' | 'integer'][], expected: (i: number) => number, values: (i: number, random: Random) => Value[]): SampleLayer {
    const rows: SampleLayer['rows'] = []
    for (const [i, commune] of areas.communes.entries()) {
      for (let k = random.poisson(expected(i)); k > 0; k--) {
        const coordinates = pointIn(random, commune.geometry.coordinates[0]![0] as [number, number][], commune.centre)
        rows.push({ geometry: { type: 'Point', coordinates }, values: [`${commune.name} ${rows.length + 1}`, ...values(i, random), commune.code] })
      }
    }
    return { name, kind: 'features', level: null, geometry: 'point', dateField: null, codeField: null, fields: [{ name: 'name', type: 'text' }, ...fields.map(([field, type]) => ({ name: field, type })), { name: 'area_code', type: 'text' }], rows }
  }
}
