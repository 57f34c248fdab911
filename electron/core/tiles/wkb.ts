/** A geometry as tiles need it: flat `[lon, lat, …]` in degrees. A polygon is its outer ring and its holes. */
export interface Shape { points: Float64Array[]; lines: Float64Array[]; polygons: Float64Array[][] }

/**
 * Reads well-known binary (ISO or extended, either byte order; Z and M are skipped) into flat arrays.
 * Throws `RangeError` where the bytes end early or nest deeper than 32 collections.
 */
export function readShape(bytes: Uint8Array): Shape {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shape: Shape = { points: [], lines: [], polygons: [] }
  readGeometry(view, 0, shape, 0)
  return shape
}

function readGeometry(view: DataView, start: number, shape: Shape, depth: number): number {
  if (depth > 32) throw new RangeError('geometry collections nest too deep')
  const little = view.getUint8(start) === 1
  const code = view.getUint32(start + 1, little)
  let at = start + 5
  if (code & 0x20000000) at += 4
  const type = (code & 0xffff) % 1000
  const dimensions = 2 + extraDimensions(code)
  const readPositions = (): Float64Array => {
    const count = view.getUint32(at, little)
    at += 4
    if (count * dimensions * 8 > view.byteLength - at) throw new RangeError('the geometry ends early')
    const out = new Float64Array(count * 2)
    for (let i = 0; i < count; i++, at += dimensions * 8) {
      out[2 * i] = view.getFloat64(at, little)
      out[2 * i + 1] = view.getFloat64(at + 8, little)
    }
    return out
  }
  if (type === 1) {
    shape.points.push(new Float64Array([view.getFloat64(at, little), view.getFloat64(at + 8, little)]))
    return at + dimensions * 8
  }
  if (type === 2) {
    shape.lines.push(readPositions())
    return at
  }
  const count = view.getUint32(at, little)
  at += 4
  if (type === 3) {
    const rings: Float64Array[] = []
    for (let i = 0; i < count; i++) rings.push(readPositions())
    if (rings.length) shape.polygons.push(rings)
    return at
  }
  if (type < 4 || type > 7) throw new RangeError(`geometry type ${type} is not known`)
  for (let i = 0; i < count; i++) at = readGeometry(view, at, shape, depth + 1)
  return at
}

function extraDimensions(code: number): number {
  const iso = Math.floor((code & 0xffff) / 1000)
  if (code & 0xc0000000) return (code & 0x80000000 ? 1 : 0) + (code & 0x40000000 ? 1 : 0)
  return iso === 3 ? 2 : iso > 0 ? 1 : 0
}
