import type { Db } from './database.ts'
import { quote } from './name.ts'

/** The tables of GeoPackage's tile matrices and of its extension for gridded coverages, made when the first raster comes, and our own record of each raster's grid. */
const tables = `
CREATE TABLE IF NOT EXISTS gpkg_tile_matrix_set (
  table_name TEXT NOT NULL PRIMARY KEY,
  srs_id INTEGER NOT NULL,
  min_x DOUBLE NOT NULL,
  min_y DOUBLE NOT NULL,
  max_x DOUBLE NOT NULL,
  max_y DOUBLE NOT NULL,
  CONSTRAINT fk_gtms_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gtms_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE IF NOT EXISTS gpkg_tile_matrix (
  table_name TEXT NOT NULL,
  zoom_level INTEGER NOT NULL,
  matrix_width INTEGER NOT NULL,
  matrix_height INTEGER NOT NULL,
  tile_width INTEGER NOT NULL,
  tile_height INTEGER NOT NULL,
  pixel_x_size DOUBLE NOT NULL,
  pixel_y_size DOUBLE NOT NULL,
  CONSTRAINT pk_ttm PRIMARY KEY (table_name, zoom_level),
  CONSTRAINT fk_tmm_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name)
);
CREATE TABLE IF NOT EXISTS gpkg_2d_gridded_coverage_ancillary (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  tile_matrix_set_name TEXT NOT NULL UNIQUE,
  datatype TEXT NOT NULL DEFAULT 'integer',
  scale REAL NOT NULL DEFAULT 1.0,
  offset REAL NOT NULL DEFAULT 0.0,
  precision REAL DEFAULT 1.0,
  data_null REAL,
  grid_cell_encoding TEXT DEFAULT 'grid-value-is-center',
  uom TEXT,
  field_name TEXT DEFAULT 'Height',
  quantity_definition TEXT DEFAULT 'Height',
  CONSTRAINT fk_g2dgtct_name FOREIGN KEY(tile_matrix_set_name) REFERENCES gpkg_tile_matrix_set (table_name),
  CHECK (datatype in ('integer','float'))
);
CREATE TABLE IF NOT EXISTS gpkg_2d_gridded_tile_ancillary (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  tpudt_name TEXT NOT NULL,
  tpudt_id INTEGER NOT NULL,
  scale REAL NOT NULL DEFAULT 1.0,
  offset REAL NOT NULL DEFAULT 0.0,
  min REAL DEFAULT NULL,
  max REAL DEFAULT NULL,
  mean REAL DEFAULT NULL,
  std_dev REAL DEFAULT NULL,
  CONSTRAINT fk_g2dgtat_name FOREIGN KEY (tpudt_name) REFERENCES gpkg_contents(table_name),
  UNIQUE (tpudt_name, tpudt_id)
);
INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id, definition, description) VALUES ('WGS 84 3D', 4979, 'EPSG', 4979, 'undefined', NULL);
`

const extension = 'gpkg_2d_gridded_coverage'
const definition = 'http://docs.opengeospatial.org/is/17-066r1/17-066r1.html'

/** Makes the tables of the standard that rasters need, where they are missing. Belongs inside a transaction. */
export function ensureCoverageTables(db: Db): void {
  if (!hasDefinitionColumn(db)) db.exec(tables)
  else db.exec(tables.replace('description) VALUES', "description, definition_12_063) VALUES").replace('NULL);', "NULL, 'undefined');"))
  for (const table of ['gpkg_2d_gridded_coverage_ancillary', 'gpkg_2d_gridded_tile_ancillary']) {
    const known = db.prepare('SELECT 1 FROM gpkg_extensions WHERE table_name = ? AND extension_name = ?').get(table, extension)
    if (known === undefined) db.prepare("INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES (?, NULL, ?, ?, 'read-write')").run(table, extension, definition)
  }
}

/** Makes our own record of rasters' grids, where it is missing. Belongs inside a transaction. */
export function ensureRasterRecord(db: Db): void {
  db.exec(`CREATE TABLE IF NOT EXISTS atlas_rasters (
    layer INTEGER PRIMARY KEY NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
    width INTEGER NOT NULL, height INTEGER NOT NULL, x0 DOUBLE NOT NULL, y0 DOUBLE NOT NULL, step_x DOUBLE NOT NULL, step_y DOUBLE NOT NULL,
    crs TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), nodata DOUBLE NOT NULL, has_nodata BOOLEAN NOT NULL, levels INTEGER NOT NULL, unit TEXT NOT NULL
  )`)
}

/** A table of tiles as the standard has it. */
export function createTileTable(db: Db, table: string): void {
  db.exec(`CREATE TABLE ${quote(table)} (id INTEGER PRIMARY KEY AUTOINCREMENT, zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL, UNIQUE (zoom_level, tile_column, tile_row))`)
}

/** True where the file has its first raster, or had one. */
export function hasCoverageTables(db: Db): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_2d_gridded_tile_ancillary'").get() !== undefined
}

/** Lists one table as a gridded coverage. */
export function registerCoverageTable(db: Db, table: string): void {
  db.prepare("INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES (?, 'tile_data', ?, ?, 'read-write')").run(table, extension, definition)
}

function hasDefinitionColumn(db: Db): boolean {
  return db.prepare("SELECT 1 FROM pragma_table_info('gpkg_spatial_ref_sys') WHERE name = 'definition_12_063'").get() !== undefined
}
