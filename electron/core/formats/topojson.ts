import type { Geometry, Position } from 'geojson'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Format, OpenedLayer, SourceRow, SourceValue } from './format.ts'
import { geometryKindOf } from './geometry-kind.ts'
import { jsonPieces } from './json-stream.ts'
import { createFieldSet, isRecord, parsePiece } from './json-values.ts'
import { createNotebook, type Notebook } from './notebook.ts'
import { headText, looksBinary, openText, type TextFile } from './text.ts'

const largest = 400_000_000

/** TopoJSON: each object is a sublayer; arcs are put together again. The arcs of a topology belong to all its objects, so they are held in memory. */
export const topojson: Format = {
  id: 'topojson', title: 'TopoJSON', extensions: ['topojson', 'json'],
  recognises: (head, name) => !looksBinary(head) && /^\s*\{/.test(headText(head)) && (/"type"\s*:\s*"Topology"/.test(headText(head)) || /\.topojson$/i.test(name)),
  async open(file, options) {
    const text = await openText(file.path, file.name, options.encoding)
    if (text.size > largest) throw new AtlasError('FILE_TOO_LARGE', `${file.name} is too large for TopoJSON, which is read whole: convert it to GeoJSON or GeoPackage`)
    const notes = createNotebook()
    const topology = await readTopology(text, file.name, notes)
    const names = Object.keys(topology.objects)
    return {
      format: 'topojson', close() {},
      sublayers: names.map((name) => { const members = membersOf(topology.objects[name]); return { name, rows: members.length, geometry: kindOf(members) } }),
      openLayer: (name) => Promise.resolve(layerOf(topology, name, text, notes)),
    }
  },
}

interface Topology { arcs: Position[][]; objects: Record<string, unknown>; crs: string | null; place: (position: Position) => Position }
interface Member { type: string; arcs?: unknown; coordinates?: unknown; properties?: unknown; id?: unknown; geometries?: unknown }

async function readTopology(text: TextFile, name: string, notes: Notebook): Promise<Topology> {
  const parts = new Map<string, unknown>()
  for await (const piece of jsonPieces(text.chunks(), new Set())) if (piece.kind === 'member' && ['arcs', 'objects', 'transform', 'crs'].includes(piece.name)) parts.set(piece.name, parsePiece(piece.text, notes))
  const [arcs, objects, transform, crs] = [parts.get('arcs'), parts.get('objects'), parts.get('transform'), parts.get('crs')]
  if (!Array.isArray(arcs) || !isRecord(objects) || Object.keys(objects).length === 0) throw new AtlasError('NOT_TOPOJSON', `${name} says that it is TopoJSON, but has no arcs or no objects`)
  const scale = isRecord(transform) && Array.isArray(transform.scale) ? transform.scale.map(Number) : null
  const move = isRecord(transform) && Array.isArray(transform.translate) ? transform.translate.map(Number) : [0, 0]
  const place = (position: Position): Position => scale ? [position[0]! * scale[0]! + move[0]!, position[1]! * scale[1]! + move[1]!] : [position[0]!, position[1]!]
  const crsName = isRecord(crs) && isRecord(crs.properties) && typeof crs.properties.name === 'string' ? crs.properties.name : null
  return { arcs: (arcs as unknown[]).map((arc) => decodeArc(arc, scale !== null, place, name)), objects, crs: crsName, place }
}

/** Quantised arcs hold steps from point to point. */
function decodeArc(arc: unknown, steps: boolean, place: (position: Position) => Position, name: string): Position[] {
  if (!Array.isArray(arc)) throw broken(name)
  let [x, y] = [0, 0]
  return (arc as unknown[]).map((point) => {
    if (!Array.isArray(point) || typeof point[0] !== 'number' || typeof point[1] !== 'number') throw broken(name)
    x = steps ? x + point[0] : point[0]
    y = steps ? y + point[1] : point[1]
    return place([x, y])
  })
}

function broken(name: string): AtlasError {
  return new AtlasError('NOT_TOPOJSON', `${name} has arcs that are no lists of positions: export it again`)
}

function membersOf(object: unknown): Member[] {
  if (!isRecord(object)) return []
  return object.type === 'GeometryCollection' && Array.isArray(object.geometries) ? object.geometries.filter(isRecord) as unknown as Member[] : [object as unknown as Member]
}

function kindOf(members: Member[]): GeometryKind {
  const kinds = new Set(members.map((member) => /polygon/i.test(member.type) ? 'polygon' : /line/i.test(member.type) ? 'line' : /point/i.test(member.type) ? 'point' : member.type === 'GeometryCollection' ? 'mixed' : 'none').filter((kind) => kind !== 'none'))
  return kinds.size === 0 ? 'none' : kinds.size === 1 ? [...kinds][0]! as GeometryKind : 'mixed'
}

function layerOf(topology: Topology, name: string, text: TextFile, notes: Notebook): OpenedLayer {
  const members = membersOf(topology.objects[name])
  const fields = createFieldSet(1900)
  const values = members.map((member) => {
    const properties = isRecord(member.properties) ? member.properties : {}
    const id: SourceValue = typeof member.id === 'string' || typeof member.id === 'number' ? member.id : null
    return id !== null && !Object.hasOwn(properties, 'id') ? { id, ...properties } : properties
  })
  for (const one of values) fields.add(one)
  let done = 0
  return {
    name, fields: fields.names().map((field) => ({ name: field, type: null })), geometry: kindOf(members), rows: members.length, crs: topology.crs ?? null, encoding: text.encoding,
    get notes() { return notes.list() },
    size: Math.max(1, members.length), done: () => done,
    async *batches() {
      done = 0
      for (let at = 0; at < members.length; at += 200) {
        const batch = members.slice(at, at + 200).map((member, i): SourceRow => {
          const row = { values: fields.values(values[at + i]!) }
          try {
            return { ...row, geometry: geometryOf(member, topology, 0) }
          } catch (error) {
            return { ...row, geometry: null, problem: { code: 'BAD_GEOMETRY', text: `a ${String(member.type).slice(0, 40)} with ${error instanceof RangeError ? error.message : 'parts that are no lists'}` } }
          }
        })
        done += batch.length
        yield await Promise.resolve(batch)
      }
    },
  }
}

function geometryOf(member: Member, topology: Topology, depth: number): Geometry | null {
  if (depth > 8) throw new RangeError('collections nested more than 8 deep')
  const line = (arcs: unknown): Position[] => joined(arcs, topology)
  const rings = (list: unknown): Position[][] => (list as unknown[]).map(line)
  const placed = (position: unknown): Position => {
    if (!Array.isArray(position) || typeof position[0] !== 'number' || typeof position[1] !== 'number') throw new RangeError('coordinates that are no numbers')
    return topology.place(position)
  }
  switch (member.type) {
    case 'Point': return { type: 'Point', coordinates: placed(member.coordinates) }
    case 'MultiPoint': return { type: 'MultiPoint', coordinates: (member.coordinates as unknown[]).map(placed) }
    case 'LineString': return { type: 'LineString', coordinates: line(member.arcs) }
    case 'MultiLineString': return { type: 'MultiLineString', coordinates: rings(member.arcs) }
    case 'Polygon': return { type: 'Polygon', coordinates: rings(member.arcs) }
    case 'MultiPolygon': return { type: 'MultiPolygon', coordinates: (member.arcs as unknown[]).map(rings) }
    case 'GeometryCollection': return { type: 'GeometryCollection', geometries: (member.geometries as Member[]).map((inner) => geometryOf(inner, topology, depth + 1)).filter((geometry) => geometry !== null && geometryKindOf(geometry) !== 'none') as Geometry[] }
    default: return null
  }
}

/** Arcs one after another, a negative number backwards; where two meet, the shared point stands once. */
function joined(arcs: unknown, topology: Topology): Position[] {
  const points: Position[] = []
  for (const number of arcs as number[]) {
    const arc = topology.arcs[number < 0 ? ~number : number]
    if (!arc) throw new RangeError('arcs that do not exist')
    const part = number < 0 ? arc.toReversed() : arc
    for (let i = points.length > 0 ? 1 : 0; i < part.length; i++) points.push(part[i]!)
  }
  return points
}
