import type { SampleAreas } from './areas.ts'
import { randomOf, type Random } from './random.ts'

/** What lies behind every layer of the sample: values per commune (0 to 1 unless said), so that threats hang together in space. */
export interface Landscape {
  population: number[]
  poverty: number[]
  dryness: number[]
  /** Nearness to the river. */
  river: number[]
  remoteness: number[]
  /** Armed violence by year, events expected per commune. */
  violence: number[][]
  /** Participation and trust, from 0 to 1. */
  voice: number[]
  trust: number[]
  /** Communes of the district without working facilities that takes in displaced people. */
  desert: boolean[]
  capital: number
  unreached: boolean[]
  cyclone: number[]
}

export const riverCourse: [number, number][] = [[-20.9, -8.9], [-21.6, -9.7], [-22.3, -10.1], [-23.1, -10.4], [-23.9, -11.1], [-24.7, -11.3], [-25.6, -11.0]]
export const cycloneCourse: [number, number][] = [[-17.2, -13.4], [-18.3, -12.9], [-19.2, -12.3], [-20.1, -11.9], [-21.0, -11.9], [-21.9, -12.4], [-22.7, -13.3], [-23.2, -14.4]]

export function makeLandscape(areas: SampleAreas, seed: number): Landscape {
  const random = randomOf(seed)
  const noise = [smooth(random), smooth(random), smooth(random), smooth(random)]
  const at = areas.communes.map((commune) => commune.centre)
  const capital = nearest(at, [-22.2, -10.2])
  const towns = [capital, nearest(at, [-24.6, -9.0]), nearest(at, [-20.2, -11.4]), nearest(at, [-21.6, -12.9]), nearest(at, [-20.4, -7.6]), nearest(at, [-22.6, -7.4])]
  const desertDistrict = areas.districts[nearest(areas.districts.map((d) => d.centre), [-19.9, -9.6])]!
  const river = at.map((place) => near(lineDistance(place, riverCourse), 0.35))
  const remoteness = at.map((place) => 1 - near(Math.min(...towns.map((t, i) => distance(place, at[t]!) / (i === 0 ? 1.4 : 1))), 0.8))
  const dryness = at.map(([x, y], i) => clamp(0.5 + 0.16 * (y + 9.5) + 0.07 * (x + 22) + 0.12 * noise[0]!(at[i]!) - 0.3 * river[i]!))
  const south = at.map(([, y]) => clamp((-11.2 - y) / 2))
  const west = at.map(([x]) => clamp((-22.9 - x) / 2))
  const poverty = at.map((place, i) => clamp(0.2 + 0.42 * remoteness[i]! + 0.28 * dryness[i]! - 0.38 * south[i]! + 0.14 * west[i]! + 0.1 * noise[1]!(place)))
  const east = at.map((place) => near(distance(place, [-19.6, -10.4]), 1.0))
  const north = at.map((place) => near(distance(place, [-21.4, -7.4]), 1.1))
  const moving = [[5.2, 0.4], [6.4, 0.4], [5.6, 0.9], [1.6, 5.8], [0.8, 7.4]]
  return {
    population: at.map((place, i) => Math.round(clamp(0.25 + 0.2 * noise[2]!(place) + 0.4 * river[i]! - 0.2 * dryness[i]!, 0.06, 1) * random.between(9000, 24000) + towns.reduce((sum, t, k) => sum + near(distance(place, at[t]!), k === 0 ? 0.3 : 0.2) * (k === 0 ? 210000 : 70000), 0))),
    poverty, dryness, river, remoteness,
    violence: moving.map(([e, n]) => at.map((place, i) => e! * east[i]! ** 1.5 + n! * north[i]! ** 1.5 + 0.12 + (i === capital ? 2.5 : 0) + 0.15 * (1 + noise[3]!(place)))),
    voice: at.map((place, i) => clamp(0.5 + 0.3 * west[i]! - 0.38 * south[i]! - 0.16 * east[i]! + 0.06 * noise[2]!(place))),
    trust: at.map((place, i) => clamp(0.62 + 0.18 * west[i]! - 0.34 * south[i]! - 0.3 * Math.max(east[i]!, north[i]!) + 0.06 * noise[3]!(place))),
    desert: areas.communes.map((commune) => commune.parent === desertDistrict.code),
    capital,
    unreached: at.map((_, i) => random() < 0.02 + 0.34 * Math.max(east[i]! ** 3, north[i]! ** 3)),
    cyclone: at.map((place) => near(lineDistance(place, cycloneCourse), 0.4)),
  }
}

export function distance(a: readonly [number, number], b: readonly [number, number]): number { return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) }

export function lineDistance(place: readonly [number, number], line: [number, number][]): number {
  let best = Infinity
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    const t = clamp(((place[0] - a[0]) * (b[0] - a[0]) + (place[1] - a[1]) * (b[1] - a[1])) / length)
    best = Math.min(best, distance(place, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]))
  }
  return best
}

export function clamp(value: number, low = 0, high = 1): number { return Math.min(high, Math.max(low, value)) }

function near(d: number, reach: number): number { return Math.exp(-((d / reach) ** 2)) }

function nearest(places: [number, number][], to: [number, number]): number {
  let best = 0
  for (const [i, place] of places.entries()) if (distance(place, to) < distance(places[best]!, to)) best = i
  return best
}

/** A smooth surface from about -1 to 1. */
function smooth(random: Random): (place: [number, number]) => number {
  const waves = Array.from({ length: 6 }, () => ({ x: random.between(-2.6, 2.6), y: random.between(-2.6, 2.6), phase: random.between(0, 6.283), size: random.between(0.4, 1) }))
  const total = waves.reduce((sum, wave) => sum + wave.size, 0)
  return ([x, y]) => waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.x * x + wave.y * y + wave.phase), 0) / total * 1.6
}
