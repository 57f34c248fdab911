import type { Geometry, Position } from 'geojson'

/** The kinds of dataset that a geometry falls into where each holds one kind only. */
export const shapeKinds = ['point', 'multipoint', 'line', 'polygon'] as const
export type ShapeKind = (typeof shapeKinds)[number]

/** What a geometry has of each kind: a collection is taken apart, and its parts of a kind become one. Positions are `[lon, lat]`. */
export interface ShapeParts { point: Position | null; multipoint: Position[] | null; line: Position[][] | null; polygon: Position[][][] | null }

export function shapeParts(geometry: Geometry): ShapeParts {
  const points: Position[] = []
  const lines: Position[][] = []
  const polygons: Position[][][] = []
  let single = false
  const take = (one: Geometry): void => {
    switch (one.type) {
      case 'Point': points.push(one.coordinates); single = true; break
      case 'MultiPoint': points.push(...one.coordinates); break
      case 'LineString': lines.push(one.coordinates); break
      case 'MultiLineString': lines.push(...one.coordinates); break
      case 'Polygon': polygons.push(one.coordinates); break
      case 'MultiPolygon': polygons.push(...one.coordinates); break
      case 'GeometryCollection': one.geometries.forEach(take)
    }
  }
  take(geometry)
  const alone = single && points.length === 1
  return { point: alone ? points[0]! : null, multipoint: !alone && points.length > 0 ? points : null, line: lines.length > 0 ? lines : null, polygon: polygons.length > 0 ? polygons : null }
}

/** Twice the signed area of a ring: positive where it runs against the clock. */
export function ringTurn(ring: readonly Position[]): number {
  let sum = 0
  const [x0, y0] = ring[0] as [number, number]
  for (let i = 1; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number]
    const [bx, by] = ring[i + 1] as [number, number]
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return sum
}

/** `[west, south, east, north]` of positions, widened in place. */
export function widen(box: number[], positions: readonly Position[]): void {
  for (const [x, y] of positions as [number, number][]) {
    if (x < box[0]!) box[0] = x
    if (y < box[1]!) box[1] = y
    if (x > box[2]!) box[2] = x
    if (y > box[3]!) box[3] = y
  }
}
