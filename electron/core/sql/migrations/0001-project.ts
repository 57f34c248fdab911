/** Schema 1: the tables of GeoPackage 1.3 that a project needs, and our own. They are not STRICT: QGIS releases with SQLite before 3.37 could not open the file at all. */
export const sql = `
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);

CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL,
  table_name TEXT,
  column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL,
  md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);

CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);

CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);

INSERT INTO gpkg_extensions VALUES
  ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec/#extension_metadata', 'read-write'),
  ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec/#extension_metadata', 'read-write'),
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write');

CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256),
  f_table_schema TEXT(256),
  f_table_name TEXT(256),
  f_geometry_column TEXT(256),
  styleName TEXT(30),
  styleQML TEXT,
  styleSLD TEXT,
  useAsDefault BOOLEAN,
  description TEXT,
  owner TEXT(30),
  ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of the layers, read by QGIS');

CREATE TABLE atlas_meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);

CREATE TABLE atlas_lock (
  id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
  holder TEXT NOT NULL
);

CREATE TABLE atlas_sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  file TEXT NOT NULL,
  sublayer TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  read_at TEXT NOT NULL,
  crs TEXT,
  encoding TEXT,
  publisher TEXT NOT NULL,
  licence TEXT NOT NULL,
  date TEXT NOT NULL,
  url TEXT NOT NULL,
  sensitivity TEXT NOT NULL CHECK (sensitivity IN ('low','moderate','high','severe'))
);

CREATE TABLE atlas_layers (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  source INTEGER NOT NULL REFERENCES atlas_sources(id),
  status TEXT NOT NULL CHECK (status IN ('importing','ready','hidden')),
  name TEXT NOT NULL,
  table_name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('areas','events','features','raster','table','responses')),
  geometry TEXT NOT NULL CHECK (geometry IN ('point','line','polygon','mixed','none')),
  geometry_type TEXT,
  level INTEGER,
  row_count INTEGER NOT NULL,
  dimension TEXT,
  theme TEXT NOT NULL,
  date_field TEXT,
  code_field TEXT,
  date_from TEXT,
  date_to TEXT,
  west DOUBLE,
  south DOUBLE,
  east DOUBLE,
  north DOUBLE,
  visible BOOLEAN NOT NULL,
  opacity DOUBLE NOT NULL,
  position INTEGER NOT NULL,
  style TEXT NOT NULL,
  notes TEXT NOT NULL,
  choices TEXT NOT NULL,
  read_count INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  content_hash TEXT,
  stamp TEXT
);
CREATE UNIQUE INDEX atlas_layers_name ON atlas_layers (name) WHERE status = 'ready';

CREATE TABLE atlas_fields (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text','integer','real','boolean','date','datetime')),
  PRIMARY KEY (layer, position)
);

CREATE TABLE atlas_area_sets (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  layer INTEGER NOT NULL UNIQUE REFERENCES atlas_layers(id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  parent INTEGER REFERENCES atlas_area_sets(id) ON DELETE SET NULL,
  area_count INTEGER NOT NULL
);

CREATE TABLE atlas_frameworks (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  framework TEXT NOT NULL,
  PRIMARY KEY (id, version)
);

CREATE TABLE atlas_bindings (
  framework TEXT NOT NULL,
  slot TEXT NOT NULL,
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  PRIMARY KEY (framework, slot)
);

CREATE TABLE atlas_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  framework TEXT NOT NULL,
  framework_id TEXT NOT NULL,
  framework_version INTEGER NOT NULL,
  area_set INTEGER NOT NULL,
  area_set_name TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  made TEXT NOT NULL,
  engine TEXT NOT NULL,
  area_count INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  notes TEXT NOT NULL,
  areas TEXT NOT NULL,
  totals BLOB NOT NULL
);

CREATE TABLE atlas_run_nodes (
  run INTEGER NOT NULL REFERENCES atlas_runs(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  node TEXT NOT NULL,
  scores BLOB NOT NULL,
  raw BLOB,
  coverage BLOB,
  PRIMARY KEY (run, position)
);

CREATE TABLE atlas_run_inputs (
  run INTEGER NOT NULL REFERENCES atlas_runs(id) ON DELETE CASCADE,
  slot TEXT NOT NULL,
  layer INTEGER,
  layer_name TEXT,
  content_hash TEXT,
  PRIMARY KEY (run, slot)
);

CREATE TABLE atlas_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  label TEXT NOT NULL,
  subject TEXT NOT NULL,
  forward TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
);
`
