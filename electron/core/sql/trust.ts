import type { Db } from './database.ts'
import { rtreeName, rtreeTriggers } from './rtree.ts'
import { gdalTriggers } from './gdal-triggers.ts'
import { tileTriggers } from './tile-triggers.ts'

interface SchemaRow { type: string; name: string; tbl_name: string; sql: string | null }

/** What in a file's schema could run code that we did not write: triggers other than the standard's and GDAL's own, views, unknown virtual tables, computed columns and indexes. Answers names in words; empty means that the schema may be trusted. */
export function findForeignCode(db: Db): string[] {
  const rows = db.prepare<[], SchemaRow>('SELECT type, name, tbl_name, sql FROM sqlite_master').all()
  const columns = geometryColumns(db, rows)
  const known = knownTriggers(db, columns)
  const trees = new Set([...columns].map(([table, column]) => rtreeName(table, column).toLowerCase()))
  return rows.flatMap((row) => {
    const text = plain(row.sql ?? '')
    if (row.type === 'view') return [`the view “${row.name}”`]
    if (row.type === 'trigger') return known.get(row.name.toLowerCase())?.has(text) ? [] : [`the trigger “${row.name}”`]
    if (row.type === 'index') return row.sql !== null && hasExpression(db, row.name) ? [`the computed index “${row.name}”`] : []
    if (text.startsWith('create virtual table')) return isRtree(text) && trees.has(row.name.toLowerCase()) ? [] : [`the virtual table “${row.name}”`]
    return isShadow(row.name, trees) || !hasComputedColumn(db, row.name) ? [] : [`a computed column in “${row.name}”`]
  })
}

function geometryColumns(db: Db, rows: SchemaRow[]): Map<string, string> {
  if (!rows.some((row) => row.type === 'table' && row.name === 'gpkg_geometry_columns')) return new Map()
  const layers = rows.some((row) => row.type === 'table' && row.name === 'atlas_layers')
    ? "UNION SELECT table_name, 'geom' FROM atlas_layers WHERE geometry <> 'none'" : ''
  const found = db.prepare<[], { table_name: string; column_name: string }>(`SELECT table_name, column_name FROM gpkg_geometry_columns ${layers}`).all()
  return new Map(found.map((row) => [row.table_name, row.column_name]))
}

function knownTriggers(db: Db, columns: Map<string, string>): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>()
  const add = (texts: Record<string, string>): void => {
    for (const [name, text] of Object.entries(texts)) {
      const key = name.toLowerCase()
      known.set(key, (known.get(key) ?? new Set()).add(plain(text)))
    }
  }
  add(tileTriggers(tileTables(db)))
  for (const [table, column] of columns) {
    const key = primaryKey(db, table)
    if (key === null) continue
    add(rtreeTriggers(table, column, key))
    add(gdalTriggers(table, column, key))
  }
  return known
}

function tileTables(db: Db): string[] {
  const listed = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_contents'").get() !== undefined
  return listed ? db.prepare<[], string>("SELECT table_name FROM gpkg_contents WHERE data_type IN ('tiles', '2d-gridded-coverage')").pluck().all() : []
}

/** The integer primary key of a table, or null. */
function primaryKey(db: Db, table: string): string | null {
  const rows = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk = 1').all(table)
  return rows.length === 1 ? (rows[0]?.name ?? null) : null
}

function hasExpression(db: Db, index: string): boolean {
  return db.prepare<[string], unknown>('SELECT 1 FROM pragma_index_xinfo(?) WHERE cid = -2').get(index) !== undefined
}

function hasComputedColumn(db: Db, table: string): boolean {
  return db.prepare<[string], unknown>('SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)').get(table) !== undefined
}

function isRtree(text: string): boolean {
  return /^create virtual table ("[^"]+"|[a-z0-9_]+) using rtree\("?id"?,"?minx"?,"?maxx"?,"?miny"?,"?maxy"?\)$/.test(text)
}

function isShadow(name: string, trees: ReadonlySet<string>): boolean {
  return trees.has(name.toLowerCase().replace(/_(node|rowid|parent)$/, ''))
}

/** SQL text without regard to blanks and case. */
function plain(sql: string): string {
  return sql.replace(/\s+/g, ' ').replace(/ ?([(),;]) ?/g, '$1').trim().replace(/;$/, '').toLowerCase()
}
