import type { Db } from './database.ts'
import { envelopeOf, wkbOf } from './geometry.ts'
import { quote } from './name.ts'
import { rtreeName } from './rtree.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'
import { wkbType } from '../../../shared/geo/wkb-reader.ts'

const typeNumbers: Record<string, number> = { POINT: 1, LINESTRING: 2, POLYGON: 3, MULTIPOINT: 4, MULTILINESTRING: 5, MULTIPOLYGON: 6, GEOMETRYCOLLECTION: 7 }

/** Every geometry of a table: its header, its type against the declared one, and its box in the spatial index. One line per kind of problem, with the first row that has it. */
export function checkGeometries(db: Db, table: string, declared: string): string[] {
  const found = new Map<string, { count: number; first: number }>()
  const note = (problem: string, fid: number): void => {
    const known = found.get(problem)
    if (known) known.count++
    else found.set(problem, { count: 1, first: fid })
  }
  const tree = quote(rtreeName(table, 'geom'))
  const rows = db.prepare<[], [number, unknown, number | null, number, number, number]>(`SELECT t."fid", t."geom", r.minx, r.miny, r.maxx, r.maxy FROM ${quote(table)} t LEFT JOIN ${tree} r ON r.id = t."fid" WHERE t."geom" IS NOT NULL`).raw()
  let indexed = 0
  for (const [fid, blob, west, south, east, north] of rows.iterate() as IterableIterator<[number, unknown, number | null, number, number, number]>) {
    const problem = blob instanceof Uint8Array ? headerProblem(blob, declared) : 'is no geometry'
    if (problem !== null) {
      note(problem, fid)
      continue
    }
    const box = envelopeOf(blob as Uint8Array)
    if (!box) continue
    if (west === null) note('is missing from the spatial index', fid)
    else {
      indexed++
      if (box[0] < west || box[1] < south || box[2] > east || box[3] > north) note('lies outside its box in the spatial index', fid)
    }
  }
  const entries = db.prepare(`SELECT count(*) FROM ${tree}`).pluck().get() as number
  const problems = [...found].map(([problem, { count, first }]) => `the geometry of row ${first} ${problem}${count > 1 ? ` (and ${count - 1} more)` : ''}.`)
  if (found.size === 0 && entries !== indexed) problems.push(`its spatial index has ${entries} entries for ${indexed} geometries.`)
  return problems
}

function headerProblem(blob: Uint8Array, declared: string): string | null {
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || blob[2] !== 0 || blob.byteLength < 8) return 'has no GeoPackage header'
  const flags = blob[3] as number
  if (flags & 0b11100000 || ((flags >> 1) & 7) > 4) return 'has flags that the standard does not know'
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  if (view.getInt32(4, (flags & 1) === 1) !== 4326) return 'is in another reference system than its column'
  if (flags & 0b10000) return null
  const wkb = wkbOf(blob)
  if (!wkb || wkb.byteLength < 9) return 'ends too early'
  const { type, flat } = wkbType(wkb)
  if (!flat) return 'has heights or measures, which its column does not declare'
  if (type < 1 || type > 7) return 'is of an unknown type'
  if (!isReadable(wkb)) return 'cannot be read'
  return declared === 'GEOMETRY' || typeNumbers[declared] === type ? null : `is no ${declared}`
}

function isReadable(wkb: Uint8Array): boolean {
  try {
    decodeWkb(wkb)
    return true
  } catch {
    return false
  }
}
