import { AtlasError } from '../../../shared/contract/errors.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Format, OpenedLayer, SourceFile, SourceRow, SourceValue } from './format.ts'
import { readGeometry } from './geojson-geometry.ts'
import { jsonPieces } from './json-stream.ts'
import { createFieldSet, isRecord, parsePiece, type FieldSet } from './json-values.ts'
import { createNotebook, type Notebook } from './notebook.ts'
import { headText, looksBinary, openText, readHead, type TextFile } from './text.ts'
import { geometryKindOf } from './geometry-kind.ts'

const streamed = new Set(['features'])
const batchRows = 500
const widest = 1900
const geometryTypes = /^(multi)?(point|linestring|polygon)$|^geometrycollection$/i

/** GeoJSON: a FeatureCollection, features one after another (newline-delimited or RFC 8142), a bare Feature or geometry. Read twice: once for the union of fields, once for the rows; never held whole. */
export const geojson: Format = {
  id: 'geojson', title: 'GeoJSON', extensions: ['geojson', 'json', 'geojsonl', 'ndjson', 'geojsons', 'geojsonseq'],
  recognises(head, name) {
    if (looksBinary(head)) return false
    const start = headText(head)
    if (/^\s*\[\s*\{\s*"type"\s*:\s*"Feature"/.test(start)) return true
    if (!/^[\s\u001e]*\{/.test(start)) return false
    if (/"type"\s*:\s*"Topology"/.test(start.slice(0, 65536))) return false
    return /"type"\s*:\s*"(Feature|FeatureCollection|GeometryCollection|(Multi)?(Point|LineString|Polygon))"|"features"\s*:\s*\[/i.test(start) || geojson.extensions.includes(/\.([^.]*)$/.exec(name.toLowerCase())?.[1] ?? '') && /\.geojson/i.test(name)
  },
  async open(file, options) {
    const text = await openText(file.path, file.name, options.encoding)
    const first = await look(text, file, options.firstRows ?? Infinity)
    const name = file.name.replace(/\.[^.]*$/, '')
    return { format: 'geojson', sublayers: [{ name, rows: first.whole ? first.rows : null, geometry: first.geometry }], openLayer: () => Promise.resolve(layerOf(text, name, first)), close() {} }
  },
}

interface FirstLook { whole: boolean; fields: FieldSet; geometry: GeometryKind; rows: number; crs: string | null; types: Map<string, FieldType> }
type FieldType = 'integer' | 'real' | 'boolean' | 'text'

/** The first reading: every feature's property names, kinds of geometry and the `crs` member; proves that the file is whole. */
async function look(text: TextFile, file: SourceFile, limit: number): Promise<FirstLook> {
  const fields = createFieldSet(widest)
  const types = new Map<string, FieldType>()
  const kinds = new Set<GeometryKind>()
  const notes = createNotebook()
  let rows = 0
  let whole = true
  let crs: string | null = null
  for await (const record of features(text, notes)) {
    if (record.crs !== undefined) crs = crsName(record.crs) ?? crs
    if (!record.feature) continue
    if (rows >= limit) { whole = false; break }
    rows += 1
    fields.add(record.feature.properties)
    learnTypes(types, record.feature.properties)
    const read = readGeometry(record.feature.geometry, notes)
    if (read.geometry) kinds.add(geometryKindOf(read.geometry))
    else if (read.problem && isPoint(record.feature.geometry)) kinds.add('point')
  }
  if (rows === 0 && !(await holdsCollection(file))) throw new AtlasError('NOT_GEOJSON', `${file.name} is JSON, but holds no features: look for the file that has the geometry`)
  if (rows === 0) throw new AtlasError('NO_ROWS', `${file.name} holds no features`)
  return { whole, fields, types, rows, crs, geometry: kinds.size === 0 ? 'none' : kinds.size === 1 ? [...kinds][0]! : 'mixed' }
}

function layerOf(text: TextFile, name: string, first: FirstLook): OpenedLayer {
  const notes = createNotebook()
  if (text.note) notes.add(text.note.code, text.note.sample)
  return {
    name, fields: first.fields.names().map((field) => ({ name: field, type: first.types.get(field) === 'text' ? null : first.types.get(field) ?? null })),
    geometry: first.geometry, rows: first.whole ? first.rows : null, crs: first.crs ?? 'OGC:CRS84', encoding: text.encoding,
    get notes() { return notes.list() },
    size: text.size, done: () => text.done(),
    batches: () => rowBatches(text, first.fields, notes),
  }
}

async function* rowBatches(text: TextFile, fields: FieldSet, notes: Notebook): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = []
  for await (const { feature } of features(text, notes)) {
    if (!feature) continue
    const read = readGeometry(feature.geometry, notes)
    const row: SourceRow = { geometry: read.geometry, values: fields.values(feature.properties) }
    batch.push(read.problem ? { ...row, problem: read.problem } : row)
    if (batch.length >= batchRows) { yield batch; batch = [] }
  }
  if (batch.length > 0) yield batch
}

interface FoundFeature { properties: Record<string, unknown>; geometry: unknown }

async function* features(text: TextFile, notes: Notebook): AsyncGenerator<{ feature?: FoundFeature; crs?: unknown }> {
  let root = new Map<string, string>()
  let streamedHere = false
  for await (const piece of jsonPieces(text.chunks(), streamed)) {
    if (piece.kind === 'element') {
      if (piece.array === 'features') streamedHere = true
      const value = parsePiece(piece.text, notes)
      yield { feature: featureOf(value) }
    } else if (piece.kind === 'member') root.set(piece.name, piece.text)
    else if (piece.kind === 'scalar') throw new AtlasError('NOT_JSON', `The file is not valid JSON: ${JSON.stringify(piece.text.slice(0, 40))} stands between records`)
    else {
      if (root.has('crs')) yield { crs: parsePiece(root.get('crs')!, notes) }
      const type = root.has('type') ? parsePiece(root.get('type')!, notes) : undefined
      if (!streamedHere && typeof type === 'string' && (type.toLowerCase() === 'feature' || geometryTypes.test(type))) yield { feature: featureOf(assembled(root, notes)) }
      root = new Map()
      streamedHere = false
    }
  }
}

function assembled(root: Map<string, string>, notes: Notebook): Record<string, unknown> {
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const name of ['type', 'id', 'geometry', 'geometries', 'coordinates', 'properties']) if (root.has(name)) value[name] = parsePiece(root.get(name)!, notes)
  return value
}

/** A feature, or a bare geometry as a feature without properties. The feature's own id becomes a property where none is called so. */
function featureOf(value: unknown): FoundFeature {
  if (!isRecord(value)) return { properties: {}, geometry: { type: 'nothing' } }
  if (typeof value.type === 'string' && geometryTypes.test(value.type)) return { properties: {}, geometry: value }
  const properties = isRecord(value.properties) ? value.properties : {}
  const id: SourceValue = typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null
  return { properties: id !== null && !Object.hasOwn(properties, 'id') ? { id, ...properties } : properties, geometry: value.geometry }
}

function isPoint(geometry: unknown): boolean {
  return isRecord(geometry) && typeof geometry.type === 'string' && /^(multi)?point$/i.test(geometry.type)
}

function crsName(crs: unknown): string | null {
  if (!isRecord(crs) || !isRecord(crs.properties)) return null
  const { name, code, href } = crs.properties
  if (typeof name === 'string') return name
  if (typeof code === 'number' || typeof code === 'string') return `EPSG:${code}`
  return typeof href === 'string' ? href : null
}

function learnTypes(types: Map<string, FieldType>, properties: Record<string, unknown>): void {
  for (const name of Object.keys(properties)) {
    const value = properties[name]
    if (value === null || value === undefined) continue
    const type: FieldType = typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? (Number.isSafeInteger(value) ? 'integer' : 'real') : 'text'
    const known = types.get(name)
    if (known === undefined || known === type) types.set(name, type)
    else types.set(name, (known === 'integer' && type === 'real') || (known === 'real' && type === 'integer') ? 'real' : 'text')
  }
}

async function holdsCollection(file: SourceFile): Promise<boolean> {
  return /"features"\s*:/.test(headText(await readHead(file.path)))
}
