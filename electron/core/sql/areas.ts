import type { MultiPolygon, Polygon } from 'geojson'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { isWide, narrowestLongitudes, type Longitudes } from '../../../shared/geo/wrapped-extent.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import type { Area, AreaSet } from '../../../shared/model/layer.ts'
import { contentHash } from './content-hash.ts'
import type { Db } from './database.ts'
import { envelopeOf, geometryOf } from './geometry.ts'
import { quote } from './name.ts'
import { longitudesOfBlob } from './shown-extent.ts'
import { write } from './write.ts'

interface SetRow { id: number; layer: number; level: number; parent: number | null; area_count: number; name: string; table_name: string; geometry: string }
interface AreaRow { area_code: string; area_name: string | null; parent_code: string | null; geom: Uint8Array | null }

const select = "SELECT a.*, l.name, l.table_name, l.geometry FROM atlas_area_sets a JOIN atlas_layers l ON l.id = a.layer WHERE l.status = 'ready'"

/** The area sets of the project, the coarsest first. */
export function listAreaSets(db: Db): AreaSet[] {
  return db.prepare<[], SetRow>(`${select} ORDER BY a.level, a.id`).all().map(toAreaSet)
}

/** An area set by id, or null. */
export function getAreaSet(db: Db, id: number): AreaSet | null {
  const row = getSetRow(db, id)
  return row ? toAreaSet(row) : null
}

/** The area set that a layer holds, or null. */
export function getAreaSetOfLayer(db: Db, layer: number): AreaSet | null {
  const row = db.prepare<[number], SetRow>(`${select} AND a.layer = ?`).get(layer)
  return row ? toAreaSet(row) : null
}

/** An area set by its name, or null. */
export function getAreaSetByName(db: Db, name: string): AreaSet | null {
  const row = db.prepare<[string], SetRow>(`${select} AND l.name = ?`).get(name)
  return row ? toAreaSet(row) : null
}

/** The areas of a set in the order of their codes. Records that share a code are one area. The box of one that lies on both sides of the 180th meridian reaches across it: its east is more than 180. */
export function listAreas(db: Db, set: number): Area[] {
  const areas = new Map<string, Area>()
  const spans = new Map<string, Longitudes[]>()
  for (const row of iterateAreas(db, requireSet(db, set))) {
    const box = row.geom ? envelopeOf(row.geom) : null
    const known = areas.get(row.area_code)
    if (box && row.geom) spans.set(row.area_code, [...(spans.get(row.area_code) ?? []), ...longitudesOfBlob(row.geom)])
    if (known) known.bbox = join(known.bbox, box)
    else areas.set(row.area_code, { code: row.area_code, name: row.area_name ?? row.area_code, parent: row.parent_code, bbox: box, centre: null })
  }
  return inOrder(areas).map((area) => {
    const longitudes = area.bbox && isWide(area.bbox) ? narrowestLongitudes(spans.get(area.code) ?? []) : null
    const bbox: Bounds | null = area.bbox && longitudes ? [longitudes[0], area.bbox[1], longitudes[1], area.bbox[3]] : area.bbox
    return { ...area, bbox, centre: bbox ? [wrapped((bbox[0] + bbox[2]) / 2), (bbox[1] + bbox[3]) / 2] : null }
  })
}

/** A set as the engine takes it, in the order of the codes. Records that share a code become one multipolygon. */
export function readAreaInput(db: Db, set: number): AreaInput {
  const areas = new Map<string, { code: string; name: string; parent: string | null; geometry: Polygon | MultiPolygon | null }>()
  for (const row of iterateAreas(db, requireSet(db, set))) {
    const geometry = row.geom ? polygonal(row.geom) : null
    const known = areas.get(row.area_code)
    if (!known) areas.set(row.area_code, { code: row.area_code, name: row.area_name ?? row.area_code, parent: row.parent_code, geometry })
    else if (geometry) known.geometry = known.geometry ? { type: 'MultiPolygon', coordinates: [...parts(known.geometry), ...parts(geometry)] } : geometry
  }
  const sorted = inOrder(areas)
  return { codes: sorted.map((area) => area.code), names: sorted.map((area) => area.name), parents: sorted.map((area) => area.parent), geometries: sorted.map((area) => area.geometry) }
}

/** Ties every set to the set of the next coarser level. Imports, removals and undo call it by themselves. */
export function linkParents(db: Db): AreaSet[] {
  write(db, () => {
    const sets = listAreaSets(db)
    for (const set of sets) {
      const parent = sets.filter((other) => other.level < set.level).at(-1)?.id ?? null
      if (parent !== set.parent) db.prepare('UPDATE atlas_area_sets SET parent = ? WHERE id = ?').run(parent, set.id)
    }
  })
  return listAreaSets(db)
}

/** Gives areas their parents' codes: area code → parent code or null. Codes not in the map stay as they are. */
export function setParentCodes(db: Db, set: number, parents: ReadonlyMap<string, string | null>): void {
  const row = requireSet(db, set)
  write(db, () => {
    const update = db.prepare(`UPDATE ${quote(row.table_name)} SET parent_code = ? WHERE area_code = ?`)
    for (const [code, parent] of parents) update.run(parent, code)
    db.prepare('UPDATE atlas_layers SET content_hash = ? WHERE id = ?').run(contentHash(db, row.layer), row.layer)
  })
}

/** How many different codes a table of areas has. */
export function countAreas(db: Db, table: string): number {
  return db.prepare(`SELECT count(DISTINCT area_code) FROM ${quote(table)}`).pluck().get() as number
}

function toAreaSet(row: SetRow): AreaSet {
  return { id: row.id, layer: row.layer, name: row.name, level: row.level, count: row.area_count, parent: row.parent, hasGeometry: row.geometry !== 'none' }
}

function getSetRow(db: Db, id: number): SetRow | null {
  return db.prepare<[number], SetRow>(`${select} AND a.id = ?`).get(id) ?? null
}

function requireSet(db: Db, id: number): SetRow {
  const row = getSetRow(db, id)
  if (!row) throw new AtlasError('NO_SUCH_AREA_SET', `The project has no area set ${id}. Import areas, or choose a set from the list.`)
  return row
}

function iterateAreas(db: Db, set: SetRow): IterableIterator<AreaRow> {
  const geometry = set.geometry === 'none' ? 'NULL AS geom' : 'geom'
  return db.prepare<[], AreaRow>(`SELECT area_code, area_name, parent_code, ${geometry} FROM ${quote(set.table_name)} WHERE area_code IS NOT NULL ORDER BY fid`).iterate()
}

/** Ascending by code units, whatever the machine's language. */
function inOrder<T>(areas: ReadonlyMap<string, T>): T[] {
  return [...areas].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, area]) => area)
}

function polygonal(blob: Uint8Array): Polygon | MultiPolygon | null {
  const geometry = geometryOf(blob)
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry : null
}

function parts(geometry: Polygon | MultiPolygon): MultiPolygon['coordinates'] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

function join(a: Bounds | null, b: Bounds | null): Bounds | null {
  if (!a || !b) return a ?? b
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function wrapped(lon: number): number {
  return lon > 180 ? lon - 360 : lon
}
