import { geoPackageTables } from './0001-geopackage.ts'

/** Schema 1: the tables of a GeoPackage and our own. They are not STRICT: QGIS releases with SQLite before 3.37 could not open the file at all. */
export const sql = `${geoPackageTables}
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
