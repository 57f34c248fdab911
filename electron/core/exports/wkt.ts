/** A geometry as well-known text, coordinates to the last digit. */
export function wktOf(geometry: GeoJSON.Geometry): string {
  const pair = (p: GeoJSON.Position) => `${p[0]} ${p[1]}`
  const line = (l: GeoJSON.Position[]) => `(${l.map(pair).join(', ')})`
  const rings = (r: GeoJSON.Position[][]) => `(${r.map(line).join(', ')})`
  switch (geometry.type) {
    case 'Point': return `POINT (${pair(geometry.coordinates)})`
    case 'MultiPoint': return `MULTIPOINT (${geometry.coordinates.map((p) => `(${pair(p)})`).join(', ')})`
    case 'LineString': return `LINESTRING ${line(geometry.coordinates)}`
    case 'MultiLineString': return `MULTILINESTRING ${rings(geometry.coordinates)}`
    case 'Polygon': return `POLYGON ${rings(geometry.coordinates)}`
    case 'MultiPolygon': return `MULTIPOLYGON (${geometry.coordinates.map(rings).join(', ')})`
    case 'GeometryCollection': return `GEOMETRYCOLLECTION (${geometry.geometries.map(wktOf).join(', ')})`
  }
}
