import type { Geometry, Position } from 'geojson'

/** Collects the geometry of one placemark from the tags inside it. Coordinates are `lon,lat[,height]` tuples parted by blanks. */
export interface GeometryBuilder {
  open(tag: string): void
  text(part: string): void
  close(tag: string): void
  /** The geometry so far and what was wrong with it; ready for the next placemark afterwards. */
  take(): { geometry: Geometry | null; times: string[]; problem: string | null }
}

const parts = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'Track', 'MultiTrack', 'MultiGeometry', 'coordinates', 'coord', 'outerBoundaryIs', 'innerBoundaryIs', 'when', 'Model'])

export function createGeometryBuilder(): GeometryBuilder {
  let geometries: Geometry[] = []
  let polygon: Position[][] | null = null
  let ring: Position[] | null = null
  let track: Position[] | null = null
  let positions: Position[] = []
  let times: string[] = []
  let problem: string | null = null
  let text = ''
  let reading = ''
  const stack: string[] = []
  return {
    open(tag) {
      if (!parts.has(tag)) return
      stack.push(tag)
      if (tag === 'Polygon') polygon = []
      else if (tag === 'Track') track = []
      else if (tag === 'coordinates' || tag === 'coord' || tag === 'when') { reading = tag; text = '' }
    },
    text(part) { if (reading !== '') text += part },
    close(tag) {
      if (!parts.has(tag)) return
      stack.pop()
      if (tag === 'coordinates') { const read = readTuples(text); positions = read.positions; problem ??= read.problem }
      else if (tag === 'coord') { const read = readTuples(text.trim().split(/\s+/).join(',')); problem ??= read.problem; if (track && read.positions[0]) track.push(read.positions[0]) }
      else if (tag === 'when') times.push(text.trim())
      else if (tag === 'LinearRing') { ring = positions; positions = [] }
      else if (tag === 'outerBoundaryIs') { if (polygon && ring) polygon.unshift(ring); ring = null }
      else if (tag === 'innerBoundaryIs') { if (polygon && ring) polygon.push(ring); ring = null }
      else if (tag === 'Polygon') { if (polygon && polygon.length > 0) geometries.push({ type: 'Polygon', coordinates: polygon }); polygon = null }
      else if (tag === 'Point') { if (positions[0]) geometries.push({ type: 'Point', coordinates: positions[0] }); positions = [] }
      else if (tag === 'LineString') { if (positions.length > 0) geometries.push({ type: 'LineString', coordinates: positions }); positions = [] }
      else if (tag === 'Track') { if (track && track.length > 1) geometries.push({ type: 'LineString', coordinates: track }); else if (track?.[0]) geometries.push({ type: 'Point', coordinates: track[0] }); track = null }
      if (tag === 'coordinates' || tag === 'coord' || tag === 'when') reading = ''
      if (tag === 'LinearRing' && ring && !stack.includes('Polygon')) { if (ring.length > 1) geometries.push({ type: 'LineString', coordinates: ring }); ring = null }
    },
    take() {
      const taken = { geometry: geometries.length === 0 ? null : geometries.length === 1 ? geometries[0]! : { type: 'GeometryCollection' as const, geometries }, times, problem }
      geometries = []
      times = []
      problem = null
      positions = []
      return taken
    },
  }
}

/** Tuples parted by blanks; blanks after a comma, which some writers leave, are forgiven. */
function readTuples(text: string): { positions: Position[]; problem: string | null } {
  const positions: Position[] = []
  for (const tuple of text.trim().replace(/\s*,\s*/g, ',').split(/\s+/)) {
    if (tuple === '') continue
    const [lon, lat] = tuple.split(',').map(Number)
    if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat) || tuple.split(',')[1] === '') return { positions, problem: `${tuple.slice(0, 40)} is not a position` }
    positions.push([lon, lat])
  }
  return { positions, problem: null }
}
