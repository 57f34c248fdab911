import type { Geometry } from 'geojson'
import type { GeometryKind } from '../../../shared/model/geometry.ts'

export function geometryKindOf(geometry: Geometry): GeometryKind {
  switch (geometry.type) {
    case 'Point': case 'MultiPoint': return 'point'
    case 'LineString': case 'MultiLineString': return 'line'
    case 'Polygon': case 'MultiPolygon': return 'polygon'
    case 'GeometryCollection': {
      const kinds = new Set(geometry.geometries.map(geometryKindOf))
      return kinds.size === 1 ? [...kinds][0]! : 'mixed'
    }
  }
}
