import type Database from 'better-sqlite3'
import { envelopeOf } from './geometry.ts'

/** Registers the functions that the R-tree triggers of the GeoPackage standard call (annex F.3, "RTree Spatial Indexes"). All answer null for null and for empty geometries. */
export function addGeometryFunctions(db: Database.Database): void {
  const part = (index: 0 | 1 | 2 | 3) => (blob: unknown): number | null => {
    const envelope = blob instanceof Uint8Array ? envelopeOf(blob) : null
    return envelope ? envelope[index] : null
  }
  const options = { deterministic: true, directOnly: false }
  db.function('ST_MinX', options, part(0))
  db.function('ST_MinY', options, part(1))
  db.function('ST_MaxX', options, part(2))
  db.function('ST_MaxY', options, part(3))
  db.function('ST_IsEmpty', options, (blob: unknown): number | null => (blob instanceof Uint8Array ? (envelopeOf(blob) ? 0 : 1) : null))
}
