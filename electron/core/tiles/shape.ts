import { readWkb } from '../../../shared/geo/wkb-reader.ts'

/** A geometry as tiles need it: flat `[lon, lat, …]` in degrees. A polygon is its outer ring and its holes. */
export interface Shape { points: Float64Array[]; lines: Float64Array[]; polygons: Float64Array[][] }

/** Reads well-known binary into flat arrays. Throws as `readWkb` does. */
export function readShape(bytes: Uint8Array): Shape {
  const shape: Shape = { points: [], lines: [], polygons: [] }
  readWkb<Float64Array, void>(bytes, {
    path: (view, at, count, step, little) => {
      const flat = new Float64Array(count * 2)
      for (let i = 0; i < count; i++, at += step) {
        flat[2 * i] = view.getFloat64(at, little)
        flat[2 * i + 1] = view.getFloat64(at + 8, little)
      }
      return flat
    },
    point: (lon, lat) => { shape.points.push(new Float64Array([lon, lat])) },
    line: (path) => { shape.lines.push(path) },
    polygon: (rings) => { if (rings.length) shape.polygons.push(rings) },
    many: () => {},
  })
  return shape
}
