import { checkGeometries } from './check-geometries.ts'
import { checkValues } from './check-values.ts'
import { contentHash } from './content-hash.ts'
import type { Db } from './database.ts'
import { listFields } from './layers.ts'
import { rtreeName, rtreeTriggers } from './rtree.ts'

interface Row { id: number; name: string; table_name: string; geometry: string; geometry_type: string | null; row_count: number; content_hash: string | null; stamp: string | null; last_change: string | null; kind: string; status: string }

const columnTypes = /^(BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|TEXT(\(\d+\))?|BLOB(\(\d+\))?|DATE|DATETIME)$/

/** Checks 19 to 23 and 25 to 29 of our list for every layer: table, geometries, spatial index, values, and that the rows are the ones that were imported. */
export function checkLayers(db: Db): string[] {
  const rows = db.prepare<[], Row>(`SELECT l.id, l.name, l.table_name, l.geometry, l.geometry_type, l.row_count, l.content_hash, l.stamp, l.kind, l.status, c.last_change
    FROM atlas_layers l LEFT JOIN gpkg_contents c ON c.table_name = l.table_name WHERE l.status <> 'importing' AND l.kind <> 'raster' ORDER BY l.id`).all()
  return rows.flatMap((row) => checkLayer(db, row).map((problem) => `Layer “${row.name}”: ${problem}`))
}

function checkLayer(db: Db, layer: Row): string[] {
  const columns = db.prepare<[string], { name: string; type: string; pk: number }>('SELECT name, type, pk FROM pragma_table_info(?)').all(layer.table_name)
  if (columns.length === 0) return ['its table is missing.']
  const problems: string[] = []
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(layer.table_name) || /^(gpkg|rtree|sqlite)_/.test(layer.table_name)) problems.push('the name of its table is not allowed.')
  const keys = columns.filter((column) => column.pk > 0)
  if (keys.length !== 1 || keys[0]?.name !== 'fid' || keys[0].type.toUpperCase() !== 'INTEGER') problems.push('its table has no integer key.')
  const fields = listFields(db, layer.id)
  const missing = fields.filter((field) => !columns.some((column) => column.name === field.column))
  for (const field of missing) problems.push(`its column “${field.name}” is missing.`)
  for (const column of columns) {
    if (column.name !== 'geom' && !columnTypes.test(column.type.toUpperCase())) problems.push(`its column ${column.name} has the type ${column.type}, which the standard does not know.`)
  }
  if (missing.length > 0 || problems.length > 0) return problems
  if (layer.geometry_type !== null) {
    const declared = columns.find((column) => column.name === 'geom')?.type.toUpperCase()
    if (declared !== layer.geometry_type) return [...problems, `its geometry column is declared as ${declared ?? 'nothing'}, not ${layer.geometry_type}.`]
    if (!hasIndex(db, layer)) problems.push('its spatial index is missing.')
    else problems.push(...checkIndex(db, layer), ...checkGeometries(db, layer.table_name, layer.geometry_type))
  }
  if (layer.status === 'ready' && layer.last_change === null) problems.push('it is not listed in the contents.')
  problems.push(...checkValues(db, layer.table_name, fields), ...checkRows(db, layer))
  return problems
}

/** Rows that changed although no other program said so were damaged on the disk. */
function checkRows(db: Db, layer: Row): string[] {
  if (layer.status === 'ready' && layer.last_change !== layer.stamp) return []
  return layer.content_hash === contentHash(db, layer.id) ? [] : ['its rows are not the ones that were imported.']
}

function hasIndex(db: Db, layer: Row): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'table'").get(rtreeName(layer.table_name, 'geom')) !== undefined
}

function checkIndex(db: Db, layer: Row): string[] {
  const problems: string[] = []
  const registered = db.prepare("SELECT 1 FROM gpkg_extensions WHERE table_name = ? AND column_name = 'geom' AND extension_name = 'gpkg_rtree_index' AND scope = 'write-only'").get(layer.table_name)
  if (layer.status === 'ready' && registered === undefined) problems.push('its spatial index is not listed in the extensions.')
  for (const name of Object.keys(rtreeTriggers(layer.table_name, 'geom', 'fid'))) {
    const found = db.prepare("SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'trigger'").get(name)
    if (found === undefined) problems.push(`the trigger ${name} of its spatial index is missing.`)
  }
  return problems
}
