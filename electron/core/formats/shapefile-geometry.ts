import type { Geometry, Position } from 'geojson'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import { assemble } from '../import/rings.ts'

/** A record's geometry; `problem` in words where its bytes make no sense. Z and M are left out. */
export interface ShapeRead { geometry: Geometry | null; problem: string | null }

const none: ShapeRead = { geometry: null, problem: null }
/** ESRI's "no data": anything below. */
const noData = -1e38

/** What a shape type draws; null for one that is not supported (multipatch and unknown ones). */
export function kindOfShape(type: number): GeometryKind | null {
  switch (type) {
    case 0: return 'none'
    case 1: case 11: case 21: case 8: case 18: case 28: return 'point'
    case 3: case 13: case 23: return 'line'
    case 5: case 15: case 25: return 'polygon'
    default: return null
  }
}

export function hasHeights(type: number): boolean {
  return type > 10 && type < 20
}

/** Reads the content of one record (little-endian, starting with its shape type). */
export function readShape(content: Buffer): ShapeRead {
  if (content.length < 4) return bad('the record is empty')
  const type = content.readInt32LE(0)
  if (type === 0) return none
  const kind = kindOfShape(type)
  if (kind === null) return bad(`shape type ${type} is not supported`)
  if ([1, 11, 21].includes(type)) return content.length < 20 ? bad('a point without coordinates') : point(content, 4)
  if ([8, 18, 28].includes(type)) return multiPoint(content)
  return parts(content, kind)
}

function point(content: Buffer, at: number): ShapeRead {
  const position = positionAt(content, at)
  return position ? { geometry: { type: 'Point', coordinates: position }, problem: null } : none
}

function multiPoint(content: Buffer): ShapeRead {
  if (content.length < 40) return bad('a multipoint without coordinates')
  const count = content.readUInt32LE(36)
  if (40 + count * 16 > content.length) return bad(`${count} points do not fit the record`)
  const coordinates = Array.from({ length: count }, (_, i) => positionAt(content, 40 + i * 16)).filter((position) => position !== null)
  return coordinates.length ? { geometry: { type: 'MultiPoint', coordinates }, problem: null } : none
}

function parts(content: Buffer, kind: GeometryKind): ShapeRead {
  if (content.length < 44) return bad('a shape without parts')
  const partCount = content.readUInt32LE(36)
  const pointCount = content.readUInt32LE(40)
  const from = 44 + partCount * 4
  if (from + pointCount * 16 > content.length) return bad(`${partCount} parts and ${pointCount} points do not fit the record`)
  const lines: Position[][] = []
  for (let part = 0; part < partCount; part++) {
    const start = content.readUInt32LE(44 + part * 4)
    const end = part + 1 < partCount ? content.readUInt32LE(48 + part * 4) : pointCount
    if (start > end || end > pointCount) return bad(`part ${part + 1} lies outside the record`)
    const line: Position[] = []
    for (let i = start; i < end; i++) {
      const position = positionAt(content, from + i * 16)
      if (!position) return bad('a coordinate is not a number')
      line.push(position)
    }
    lines.push(line)
  }
  return kind === 'line' ? lineOf(lines) : polygonOf(lines)
}

function lineOf(lines: Position[][]): ShapeRead {
  const whole = lines.filter((line) => line.length > 1)
  const [first] = whole
  if (!first) return lines.some((line) => line.length) ? bad('a line of one point') : none
  return { geometry: whole.length === 1 ? { type: 'LineString', coordinates: first } : { type: 'MultiLineString', coordinates: whole }, problem: null }
}

/** Shells and holes follow from which ring lies in which, so that wrong directions do no harm. */
function polygonOf(lines: Position[][]): ShapeRead {
  const rings = lines.flatMap((line) => {
    const [first] = line
    const last = line[line.length - 1]
    if (!first || !last) return []
    const ring = first[0] === last[0] && first[1] === last[1] ? line : [...line, first]
    return ring.length >= 4 ? [ring] : []
  })
  if (!rings.length) return lines.some((line) => line.length) ? bad('a polygon of fewer than three points') : none
  const polygons = rings.length === 1 ? [rings] : assemble(rings)
  const [first] = polygons
  if (!first) return bad('a polygon without area')
  return { geometry: polygons.length === 1 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: polygons }, problem: null }
}

function positionAt(content: Buffer, at: number): Position | null {
  const x = content.readDoubleLE(at)
  const y = content.readDoubleLE(at + 8)
  return Number.isFinite(x) && Number.isFinite(y) && x > noData && y > noData && x < -noData && y < -noData ? [x, y] : null
}

function bad(problem: string): ShapeRead {
  return { geometry: null, problem }
}
