import type { RasterSystem } from '../../../shared/model/raster.ts'
import type { Db } from './database.ts'

const firstOwn = 100_001

/** The id of a coordinate system in the register, entered where it is missing. Belongs inside a transaction. */
export function ensureSystem(db: Db, system: RasterSystem): number {
  const known = system.code === null
    ? db.prepare<[string], number>('SELECT srs_id FROM gpkg_spatial_ref_sys WHERE definition = ?').pluck().get(system.definition)
    : db.prepare<[string | null, number], number>('SELECT srs_id FROM gpkg_spatial_ref_sys WHERE upper(organization) = ? AND organization_coordsys_id = ?').pluck().get(system.authority, system.code)
  if (known !== undefined) return known
  const id = freeId(db, system.code ?? firstOwn)
  const more = db.prepare("SELECT 1 FROM pragma_table_info('gpkg_spatial_ref_sys') WHERE name = 'definition_12_063'").get() !== undefined
  db.prepare(`INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition${more ? ', definition_12_063' : ''}) VALUES (?, ?, ?, ?, ?${more ? ", 'undefined'" : ''})`)
    .run(system.name, id, system.authority ?? 'NONE', system.code ?? id, system.definition)
  return id
}

function freeId(db: Db, wanted: number): number {
  const taken = db.prepare('SELECT 1 FROM gpkg_spatial_ref_sys WHERE srs_id = ?')
  let id = wanted
  while (taken.get(id) !== undefined) id = Math.max(firstOwn, id + 1)
  return id
}
