import type { Bounds } from '../../../shared/model/geometry.ts'
import { projectionOf, type Projection } from './reproject.ts'
import type { Survey } from './survey.ts'

/** A sample of a layer's positions as the source writes them, x and y: of its points, else the corners and the middle of its extent. */
export function samplePositions(survey: Survey): [number, number][] {
  const found: [number, number][] = []
  const stride = 2 * Math.max(1, Math.floor(survey.positions.length / 1000))
  for (let i = 0; i + 1 < survey.positions.length; i += stride) found.push([survey.positions[i]!, survey.positions[i + 1]!])
  if (found.length > 0 || survey.extent === null) return found
  const { west, south, east, north } = survey.extent
  return [[west, south], [west, north], [east, south], [east, north], [(west + east) / 2, (south + north) / 2]]
}

/** Share of positions, in degrees, that lie in a box widened by a fifth (and half a degree at least). */
export function shareWithin(positions: readonly [number, number][], box: Bounds): number {
  if (positions.length === 0) return 0
  const [west, south, east, north] = box
  const [dx, dy] = [Math.max(0.5, (east - west) / 5), Math.max(0.5, (north - south) / 5)]
  return positions.filter(([x, y]) => x >= west - dx && x <= east + dx && y >= south - dy && y <= north + dy).length / positions.length
}

/** The usual systems in metres (UTM of WGS 84, Web Mercator) in which nearly all positions lie among the areas. */
export function systemsAmong(positions: readonly [number, number][], areas: Bounds): Projection[] {
  const zone = (lon: number) => Math.min(60, Math.max(1, Math.floor((lon + 180) / 6) + 1))
  const codes = ['EPSG:3857']
  for (let n = zone(areas[0] - 3); n <= zone(areas[2] + 3); n++) {
    if (areas[3] > -1) codes.push(`EPSG:326${String(n).padStart(2, '0')}`)
    if (areas[1] < 1) codes.push(`EPSG:327${String(n).padStart(2, '0')}`)
  }
  return codes.map(projectionOf).filter((projection) => shareWithin(positions.map(([x, y]) => projection.forward(x, y)), areas) >= 0.9)
}

/** Whether coordinates look like metres of UTM, whatever their zone. */
export function looksLikeUtm(positions: readonly [number, number][]): boolean {
  return positions.length > 0 && positions.filter(([x, y]) => x > 100_000 && x < 900_000 && y >= 0 && y <= 10_000_000 && y > 1000).length >= positions.length * 0.9
}
