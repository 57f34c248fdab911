import type { Db } from './database.ts'

type Column = [name: string, type: string, required: 0 | 1, key: number]

/** Columns that the standard gives each of its tables; a table may have more only where it says so. */
const layouts: Record<string, Column[]> = {
  gpkg_spatial_ref_sys: [['srs_name', 'TEXT', 1, 0], ['srs_id', 'INTEGER', 1, 1], ['organization', 'TEXT', 1, 0], ['organization_coordsys_id', 'INTEGER', 1, 0], ['definition', 'TEXT', 1, 0], ['description', 'TEXT', 0, 0]],
  gpkg_contents: [
    ['table_name', 'TEXT', 1, 1], ['data_type', 'TEXT', 1, 0], ['identifier', 'TEXT', 0, 0], ['description', 'TEXT', 0, 0], ['last_change', 'DATETIME', 1, 0],
    ['min_x', 'DOUBLE', 0, 0], ['min_y', 'DOUBLE', 0, 0], ['max_x', 'DOUBLE', 0, 0], ['max_y', 'DOUBLE', 0, 0], ['srs_id', 'INTEGER', 0, 0],
  ],
  gpkg_geometry_columns: [['table_name', 'TEXT', 1, 1], ['column_name', 'TEXT', 1, 2], ['geometry_type_name', 'TEXT', 1, 0], ['srs_id', 'INTEGER', 1, 0], ['z', 'TINYINT', 1, 0], ['m', 'TINYINT', 1, 0]],
  gpkg_extensions: [['table_name', 'TEXT', 0, 0], ['column_name', 'TEXT', 0, 0], ['extension_name', 'TEXT', 1, 0], ['definition', 'TEXT', 1, 0], ['scope', 'TEXT', 1, 0]],
}

/** Each query finds rows that break one rule of the standard; its first column names the row. */
const rules: [problem: string, sql: string][] = [
  ['uses a reference system that the file does not describe', 'SELECT table_name FROM gpkg_contents WHERE srs_id IS NOT NULL AND srs_id NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys)'],
  ['has a geometry column in a reference system that the file does not describe', 'SELECT table_name FROM gpkg_geometry_columns WHERE srs_id NOT IN (SELECT srs_id FROM gpkg_spatial_ref_sys)'],
  ['is listed in the contents but does not exist', "SELECT table_name FROM gpkg_contents c WHERE NOT EXISTS (SELECT 1 FROM sqlite_master m WHERE lower(m.name) = lower(c.table_name) AND m.type IN ('table', 'view'))"],
  ['has a date of change in another form than the standard’s', "SELECT table_name FROM gpkg_contents WHERE last_change NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'"],
  ['is of a kind that the standard does not know', "SELECT table_name FROM gpkg_contents WHERE data_type NOT IN ('features', 'attributes', 'tiles', '2d-gridded-coverage')"],
  ['has an extent that is not one', 'SELECT table_name FROM gpkg_contents WHERE (min_x IS NULL) <> (max_x IS NULL) OR (min_y IS NULL) <> (max_y IS NULL) OR (min_x IS NULL) <> (min_y IS NULL) OR min_x > max_x OR min_y > max_y OR abs(min_x) > 1e308 OR abs(max_x) > 1e308'],
  ['has geometry in the contents but no geometry column of the same reference system', "SELECT c.table_name FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' AND (g.srs_id IS NULL OR g.srs_id IS NOT c.srs_id)"],
  ['has a geometry column but is not listed as features', "SELECT g.table_name FROM gpkg_geometry_columns g LEFT JOIN gpkg_contents c ON c.table_name = g.table_name WHERE c.data_type IS NOT 'features'"],
  ['is an extension with a scope that the standard does not know', "SELECT extension_name FROM gpkg_extensions WHERE scope NOT IN ('read-write', 'write-only')"],
  ['is an extension whose name the standard does not allow', "SELECT extension_name FROM gpkg_extensions WHERE extension_name NOT GLOB '*_*' OR extension_name GLOB '*[^A-Za-z0-9_]*' OR definition = ''"],
  ['has an extension but does not exist', 'SELECT table_name FROM gpkg_extensions WHERE table_name IS NOT NULL AND lower(table_name) NOT IN (SELECT lower(name) FROM sqlite_master)'],
  ['is named in the metadata but not in the contents', "SELECT table_name FROM gpkg_metadata_reference WHERE table_name IS NOT NULL AND table_name NOT IN (SELECT table_name FROM gpkg_contents)"],
  ['has names of columns but is not listed in the contents', 'SELECT table_name FROM gpkg_data_columns WHERE table_name NOT IN (SELECT table_name FROM gpkg_contents)'],
]

/** Checks 8 to 18, 24 and 30 of our list: the tables of the GeoPackage standard and what they say of each other. */
export function checkRegisters(db: Db): string[] {
  const problems = Object.entries(layouts).flatMap(([table, layout]) => checkLayout(db, table, layout))
  for (const [problem, sql] of rules) {
    const names = db.prepare<[], string>(sql).pluck().all()
    for (const name of names.slice(0, 20)) problems.push(`${name} ${problem}.`)
  }
  return [...problems, ...checkSystems(db), ...checkAttributes(db)]
}

function checkLayout(db: Db, table: string, layout: readonly Column[]): string[] {
  const columns = db.prepare<[string], { name: string; type: string; notnull: number; pk: number }>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').all(table)
  const problems = layout.flatMap(([name, type, required, key]) => {
    const column = columns.find((one) => one.name === name)
    const same = column && column.type.toUpperCase() === type && (column.notnull === 1 || column.pk > 0) === (required === 1 || key > 0) && column.pk === key
    return same ? [] : [`The column ${name} of ${table} is not as the standard has it.`]
  })
  const allowed = table === 'gpkg_spatial_ref_sys' ? ['definition_12_063', 'epoch'] : []
  const extra = columns.filter((column) => !layout.some(([name]) => name === column.name) && !allowed.includes(column.name))
  return [...problems, ...extra.map((column) => `The standard knows no column ${column.name} in ${table}.`)]
}

function checkSystems(db: Db): string[] {
  const rows = db.prepare<[], { srs_id: number; organization: string; organization_coordsys_id: number; definition: string }>('SELECT srs_id, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326) ORDER BY srs_id').all()
  const described = rows.map((row) => `${row.srs_id} ${row.organization.toUpperCase()} ${row.organization_coordsys_id} ${row.definition === 'undefined' ? 'undefined' : 'defined'}`).join()
  return described === '-1 NONE -1 undefined,0 NONE 0 undefined,4326 EPSG 4326 defined' ? [] : ['The three reference systems that every GeoPackage describes are not all there.']
}

/** Without a table of attributes in the contents, GDAL and QGIS would list our own tables as layers. */
function checkAttributes(db: Db): string[] {
  const found = db.prepare("SELECT 1 FROM gpkg_contents WHERE data_type = 'attributes'").get()
  return found === undefined ? ['No table of attributes is listed in the contents.'] : []
}
