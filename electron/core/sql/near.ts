import type { Geometry, Position } from 'geojson'

/** How far a place is from a geometry in degrees of latitude, on a plane that is true at the place; 0 inside an area. For picking on screen, not for measuring. */
export function distanceTo(geometry: Geometry, lon: number, lat: number): number {
  const squeeze = Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const toPoint = ([x = Number.NaN, y = Number.NaN]: Position): number => Math.hypot((x - lon) * squeeze, y - lat)
  const toLine = (line: readonly Position[]): number => {
    let nearest = Infinity
    for (let i = 1; i < line.length; i++) nearest = Math.min(nearest, toSegment(line[i - 1] as Position, line[i] as Position))
    return nearest
  }
  const toSegment = (a: Position, b: Position): number => {
    const [ax, ay] = [((a[0] ?? 0) - lon) * squeeze, (a[1] ?? 0) - lat]
    const [dx, dy] = [((b[0] ?? 0) - (a[0] ?? 0)) * squeeze, (b[1] ?? 0) - (a[1] ?? 0)]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    return Math.hypot(ax + along * dx, ay + along * dy)
  }
  const toPolygon = (rings: readonly Position[][]): number => (isInside(rings, lon, lat) ? 0 : Math.min(Infinity, ...rings.map(toLine)))
  switch (geometry.type) {
    case 'Point': return toPoint(geometry.coordinates)
    case 'MultiPoint': return Math.min(Infinity, ...geometry.coordinates.map(toPoint))
    case 'LineString': return toLine(geometry.coordinates)
    case 'MultiLineString': return Math.min(Infinity, ...geometry.coordinates.map(toLine))
    case 'Polygon': return isInside(geometry.coordinates, lon, lat) ? 0 : Infinity
    case 'MultiPolygon': return geometry.coordinates.some((rings) => isInside(rings, lon, lat)) ? 0 : Infinity
    case 'GeometryCollection': return Math.min(Infinity, ...geometry.geometries.map((member) => (member.type === 'Polygon' ? toPolygon(member.coordinates) : distanceTo(member, lon, lat))))
  }
}

/** Even-odd rule over all rings of a polygon, so that holes are outside. */
function isInside(rings: readonly Position[][], lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax = 0, ay = 0] = ring[i] as Position
      const [bx = 0, by = 0] = ring[j] as Position
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}
