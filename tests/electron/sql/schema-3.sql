PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES('Undefined Cartesian SRS',-1,'NONE',-1,'undefined','undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES('WGS 84 geodetic',4326,'EPSG',4326,'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]','longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
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
INSERT INTO gpkg_contents VALUES('layer_styles','attributes','layer_styles','Styles of the layers, read by QGIS','2026-12-01T14:03:17.032Z',NULL,NULL,NULL,NULL,NULL);
INSERT INTO gpkg_contents VALUES('adm2','features','adm2','','2026-12-01T14:03:21.552Z',0.0,0.0,3.0,1.0,4326);
INSERT INTO gpkg_contents VALUES('events','features','events','','2026-12-01T14:03:26.290Z',0.5,0.25,2.5,0.75,4326);
INSERT INTO gpkg_contents VALUES('people','attributes','people','','2026-12-01T14:03:29.950Z',NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO gpkg_geometry_columns VALUES('adm2','geom','MULTIPOLYGON',4326,0,0);
INSERT INTO gpkg_geometry_columns VALUES('events','geom','POINT',4326,0,0);
CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
INSERT INTO gpkg_extensions VALUES('gpkg_metadata',NULL,'gpkg_metadata','http://www.geopackage.org/spec/#extension_metadata','read-write');
INSERT INTO gpkg_extensions VALUES('gpkg_metadata_reference',NULL,'gpkg_metadata','http://www.geopackage.org/spec/#extension_metadata','read-write');
INSERT INTO gpkg_extensions VALUES('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec/#extension_schema','read-write');
INSERT INTO gpkg_extensions VALUES('gpkg_data_column_constraints',NULL,'gpkg_schema','http://www.geopackage.org/spec/#extension_schema','read-write');
INSERT INTO gpkg_extensions VALUES('adm2','geom','gpkg_rtree_index','http://www.geopackage.org/spec/#extension_rtree','write-only');
INSERT INTO gpkg_extensions VALUES('events','geom','gpkg_rtree_index','http://www.geopackage.org/spec/#extension_rtree','write-only');
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT ''
);
INSERT INTO gpkg_metadata VALUES(1,'dataset','http://schema.org/Dataset','application/json','{"@type":"Dataset","name":"adm2","publisher":"","license":"","dateModified":"","url":"","sensitivity":"low","file":"districts.geojson","sha256":"ccf7cc78f89ddce384a338a9e831adeb5239697efdf741c8265381408f56eb54","sourceCrs":"EPSG:4326"}');
INSERT INTO gpkg_metadata VALUES(2,'dataset','http://schema.org/Dataset','application/json','{"@type":"Dataset","name":"events","publisher":"","license":"","dateModified":"","url":"","sensitivity":"low","file":"events.csv","sha256":"397c8b1f72e56c57f9ca166285024c267a7b0698812110d1db0226627d8e92c4","sourceCrs":"EPSG:4326"}');
INSERT INTO gpkg_metadata VALUES(3,'dataset','http://schema.org/Dataset','application/json','{"@type":"Dataset","name":"people","publisher":"","license":"","dateModified":"","url":"","sensitivity":"low","file":"people.csv","sha256":"ca65a48cc804246fd1af991ff70cfddc0b435486c978f2a5402d80272f435a9f","sourceCrs":null}');
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
INSERT INTO gpkg_metadata_reference VALUES('table','adm2',NULL,NULL,'2026-12-01T14:03:21.553Z',1,NULL);
INSERT INTO gpkg_metadata_reference VALUES('table','events',NULL,NULL,'2026-12-01T14:03:26.291Z',2,NULL);
INSERT INTO gpkg_metadata_reference VALUES('table','people',NULL,NULL,'2026-12-01T14:03:29.951Z',3,NULL);
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
INSERT INTO layer_styles VALUES(1,'','','adm2','geom','adm2',replace('<!DOCTYPE qgis PUBLIC ''http://mrcc.com/qgis.dtd'' ''SYSTEM''>\n<qgis version="3.22.0" styleCategories="Symbology">\n<renderer-v2 type="singleSymbol"><symbols><symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="74,101,114,255"/><prop k="style" v="solid"/><prop k="outline_color" v="90,100,110,255"/><prop k="outline_width" v="0.8"/><prop k="outline_width_unit" v="Point"/></layer></symbol></symbols></renderer-v2>\n<layerOpacity>1</layerOpacity>\n</qgis>','\n',char(10)),'',1,'','',NULL,'2026-12-01T14:03:21.552Z');
INSERT INTO layer_styles VALUES(2,'','','events','geom','events',replace('<!DOCTYPE qgis PUBLIC ''http://mrcc.com/qgis.dtd'' ''SYSTEM''>\n<qgis version="3.22.0" styleCategories="Symbology">\n<renderer-v2 type="singleSymbol"><symbols><symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><prop k="name" v="circle"/><prop k="color" v="162,30,52,255"/><prop k="size" v="4"/><prop k="size_unit" v="Point"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_width" v="0.5"/><prop k="outline_width_unit" v="Point"/></layer></symbol></symbols></renderer-v2>\n<layerOpacity>1</layerOpacity>\n</qgis>','\n',char(10)),'',1,'','',NULL,'2026-12-01T14:03:26.291Z');
CREATE TABLE atlas_meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
INSERT INTO atlas_meta VALUES('schema','3');
INSERT INTO atlas_meta VALUES('title','Schema three');
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
INSERT INTO atlas_sources VALUES(1,'districts.geojson','districts','geojson',575,'ccf7cc78f89ddce384a338a9e831adeb5239697efdf741c8265381408f56eb54','2026-12-01T14:03:21.514Z','EPSG:4326','utf-8','','','','','low');
INSERT INTO atlas_sources VALUES(2,'events.csv','events','csv',145,'397c8b1f72e56c57f9ca166285024c267a7b0698812110d1db0226627d8e92c4','2026-12-01T14:03:26.134Z','EPSG:4326','utf-8','','','','','low');
INSERT INTO atlas_sources VALUES(3,'people.csv','people','csv',58,'ca65a48cc804246fd1af991ff70cfddc0b435486c978f2a5402d80272f435a9f','2026-12-01T14:03:29.933Z',NULL,'utf-8','','','','','low');
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
INSERT INTO atlas_layers VALUES(1,1,'ready','adm2','adm2','areas','polygon','MULTIPOLYGON',2,3,NULL,'',NULL,'area_code',NULL,NULL,0.0,0.0,3.0,1.0,1,1.0,1,'{"colour":"#4a6572","size":1.5,"stroke":0.8,"pattern":"none","by":{"kind":"single"}}','[]','[{"about":"kind","chosen":"areas","why":"polygons-with-codes: adm2_pcode","given":false},{"about":"crs","chosen":"EPSG:4326","why":"named-in-file: OGC:CRS84","given":false},{"about":"code","chosen":"adm2_pcode","why":"column-name: TD0101","given":false},{"about":"label","chosen":"adm2_name","why":"column-name: Ouham","given":false},{"about":"parent","chosen":"adm1_pcode","why":"column-name: TD01","given":false},{"about":"encoding","chosen":"utf-8","why":"bytes-are-utf-8","given":false},{"about":"level","chosen":"2","why":"column-name: adm2_pcode","given":false}]',3,0,'7e88d1169952562ae78fe7aa22129cc407201a9205c59752a1a78c3c1d77b9f1','2026-12-01T14:03:21.552Z');
INSERT INTO atlas_layers VALUES(2,2,'ready','events','events','events','point','POINT',NULL,4,'personal','','event_date',NULL,'2020-01-05','2022-04-08',0.5,0.25,2.5,0.75,1,1.0,2,'{"colour":"#a21e34","size":4,"stroke":1,"pattern":"none","by":{"kind":"single"}}','[]','[{"about":"kind","chosen":"events","why":"points-with-dates: event_date","given":false},{"about":"crs","chosen":"EPSG:4326","why":"coordinates-are-degrees: x 0.5 … 2.5, y 0.25 … 0.75","given":false},{"about":"lon","chosen":"longitude","why":"column-name: 0.5","given":false},{"about":"lat","chosen":"latitude","why":"column-name: 0.5","given":false},{"about":"date","chosen":"event_date","why":"column-name: 2020-01-05","given":false},{"about":"encoding","chosen":"utf-8","why":"bytes-are-utf-8","given":false},{"about":"delimiter","chosen":",","why":"most-even-columns","given":false},{"about":"header","chosen":"1","why":"header-row: event_id, event_date, latitude","given":false},{"about":"dimension","chosen":"personal","why":"violence-words: fatalities","given":false}]',4,0,'e227111cc8abea7d09af67ed2b16cbb273153aab78e5082843ec8176bc9c011c','2026-12-01T14:03:26.290Z');
INSERT INTO atlas_layers VALUES(3,3,'ready','people','people','table','none',NULL,NULL,3,NULL,'',NULL,'adm2_pcode',NULL,NULL,NULL,NULL,NULL,NULL,1,1.0,3,'{"colour":"#4a6572","size":1.5,"stroke":1,"pattern":"none","by":{"kind":"single"}}','[]','[{"about":"kind","chosen":"table","why":"no-geometry","given":false},{"about":"code","chosen":"adm2_pcode","why":"column-name: TD0101","given":false},{"about":"encoding","chosen":"utf-8","why":"bytes-are-utf-8","given":false},{"about":"delimiter","chosen":",","why":"most-even-columns","given":false},{"about":"header","chosen":"1","why":"header-row: adm2_pcode, population","given":false}]',3,0,'754258f4b7a89133fca95b7e40e2070f56030ad2d8069424ec1c8f41d2f4d9a1','2026-12-01T14:03:29.950Z');
CREATE TABLE atlas_fields (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text','integer','real','boolean','date','datetime')),
  PRIMARY KEY (layer, position)
);
INSERT INTO atlas_fields VALUES(1,0,'area_code','area_code','text');
INSERT INTO atlas_fields VALUES(1,1,'area_name','area_name','text');
INSERT INTO atlas_fields VALUES(1,2,'parent_code','parent_code','text');
INSERT INTO atlas_fields VALUES(1,3,'adm2_pcode','adm2_pcode','text');
INSERT INTO atlas_fields VALUES(1,4,'adm2_name','adm2_name','text');
INSERT INTO atlas_fields VALUES(1,5,'adm1_pcode','adm1_pcode','text');
INSERT INTO atlas_fields VALUES(2,0,'event_id','event_id','integer');
INSERT INTO atlas_fields VALUES(2,1,'event_date','event_date','date');
INSERT INTO atlas_fields VALUES(2,2,'latitude','latitude','real');
INSERT INTO atlas_fields VALUES(2,3,'longitude','longitude','real');
INSERT INTO atlas_fields VALUES(2,4,'fatalities','fatalities','integer');
INSERT INTO atlas_fields VALUES(3,0,'adm2_pcode','adm2_pcode','text');
INSERT INTO atlas_fields VALUES(3,1,'population','population','integer');
CREATE TABLE atlas_area_sets (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  layer INTEGER NOT NULL UNIQUE REFERENCES atlas_layers(id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  parent INTEGER REFERENCES atlas_area_sets(id) ON DELETE SET NULL,
  area_count INTEGER NOT NULL
);
INSERT INTO atlas_area_sets VALUES(1,1,2,NULL,3);
CREATE TABLE atlas_frameworks (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  framework TEXT NOT NULL,
  PRIMARY KEY (id, version)
);
INSERT INTO atlas_frameworks VALUES('tiny',1,'{"id":"tiny","version":1,"title":{"en":"Tiny"},"scale":10,"classes":[2,3.5,5,6.5],"root":{"id":"index","title":{"en":"Index"},"weight":1,"aggregate":"arithmetic","atLeast":0.5,"children":[{"id":"events","title":{"en":"Events"},"weight":1,"measure":{"layer":"events","kind":"count"},"normalise":{"method":"goalposts","min":0,"max":4,"direction":"more-is-worse"}}]}}');
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
INSERT INTO atlas_runs VALUES(1,'{"id":"tiny","version":1,"title":{"en":"Tiny"},"scale":10,"classes":[2,3.5,5,6.5],"root":{"id":"index","title":{"en":"Index"},"weight":1,"aggregate":"arithmetic","atLeast":0.5,"children":[{"id":"events","title":{"en":"Events"},"weight":1,"measure":{"layer":"events","kind":"count"},"normalise":{"method":"goalposts","min":0,"max":4,"direction":"more-is-worse"}}]}}','tiny',1,1,'adm2',NULL,NULL,'2026-12-01T14:03:33.613Z','1',3,0,'[]','{"codes":["TD0101","TD0102","TD0201"],"names":["Ouham","Ouham-Pendé","Santa Rosa"],"parents":["TD01","TD01","TD02"],"scale":10,"classes":[2,3.5,5,6.5]}',X'000000000000f03f00000000000000400000000000000040000000000000104000000000000000400000000000000040000000000000144000000000000004400000000000000440000000000000f03f000000000000f03f000000000000f03f');
CREATE TABLE atlas_run_nodes (
  run INTEGER NOT NULL REFERENCES atlas_runs(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  node TEXT NOT NULL,
  scores BLOB NOT NULL,
  raw BLOB,
  coverage BLOB,
  PRIMARY KEY (run, position)
);
INSERT INTO atlas_run_nodes VALUES(1,0,'{"id":"index","title":{"en":"Index"},"parent":null,"depth":0,"weight":1,"indicator":false,"dimension":null,"role":null,"character":null,"unit":null,"bounds":null,"layer":null}',X'000000000000144000000000000004400000000000000440',NULL,NULL);
INSERT INTO atlas_run_nodes VALUES(1,1,'{"id":"events","title":{"en":"Events"},"parent":"index","depth":1,"weight":1,"indicator":true,"dimension":null,"role":null,"character":null,"unit":null,"bounds":{"min":0,"max":4},"layer":"events"}',X'000000000000144000000000000004400000000000000440',X'0000000000000040000000000000f03f000000000000f03f',X'000000000000f03f000000000000f03f000000000000f03f');
CREATE TABLE atlas_run_inputs (
  run INTEGER NOT NULL REFERENCES atlas_runs(id) ON DELETE CASCADE,
  slot TEXT NOT NULL,
  layer INTEGER,
  layer_name TEXT,
  content_hash TEXT,
  PRIMARY KEY (run, slot)
);
INSERT INTO atlas_run_inputs VALUES(1,'events',2,'events','e227111cc8abea7d09af67ed2b16cbb273153aab78e5082843ec8176bc9c011c');
CREATE TABLE atlas_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  label TEXT NOT NULL,
  subject TEXT NOT NULL,
  forward TEXT NOT NULL,
  inverse TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
);
INSERT INTO atlas_changes VALUES(1,'layer.import','adm2','[{"noun":"layer","id":1,"set":{"status":"ready"}}]','[{"noun":"layer","id":1,"set":{"status":"hidden"}}]',0);
INSERT INTO atlas_changes VALUES(2,'layer.import','events','[{"noun":"layer","id":2,"set":{"status":"ready"}}]','[{"noun":"layer","id":2,"set":{"status":"hidden"}}]',0);
INSERT INTO atlas_changes VALUES(3,'layer.import','people','[{"noun":"layer","id":3,"set":{"status":"ready"}}]','[{"noun":"layer","id":3,"set":{"status":"hidden"}}]',0);
INSERT INTO atlas_changes VALUES(4,'framework.add','Tiny','[{"noun":"framework","id":"tiny","version":1,"framework":"{\"id\":\"tiny\",\"version\":1,\"title\":{\"en\":\"Tiny\"},\"scale\":10,\"classes\":[2,3.5,5,6.5],\"root\":{\"id\":\"index\",\"title\":{\"en\":\"Index\"},\"weight\":1,\"aggregate\":\"arithmetic\",\"atLeast\":0.5,\"children\":[{\"id\":\"events\",\"title\":{\"en\":\"Events\"},\"weight\":1,\"measure\":{\"layer\":\"events\",\"kind\":\"count\"},\"normalise\":{\"method\":\"goalposts\",\"min\":0,\"max\":4,\"direction\":\"more-is-worse\"}}]}}"}]','[{"noun":"framework","id":"tiny","version":1,"framework":null}]',0);
CREATE TABLE atlas_joins (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  area_set INTEGER NOT NULL REFERENCES atlas_area_sets(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  within TEXT,
  pairs TEXT NOT NULL,
  PRIMARY KEY (layer, area_set)
);
CREATE TABLE atlas_originals (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  fid INTEGER NOT NULL,
  wkb BLOB NOT NULL,
  PRIMARY KEY (layer, fid)
);
CREATE TABLE atlas_repairs (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  batch INTEGER NOT NULL,
  fid INTEGER NOT NULL,
  geom BLOB,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  record TEXT,
  PRIMARY KEY (layer, batch, fid)
);
CREATE TABLE IF NOT EXISTS "adm2" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "area_code" TEXT, "area_name" TEXT, "parent_code" TEXT, "adm2_pcode" TEXT, "adm2_name" TEXT, "adm1_pcode" TEXT);
INSERT INTO adm2 VALUES(1,X'47500003e61000000000000000000000000000000000f03f0000000000000000000000000000f03f0106000000010000000103000000010000000500000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f00000000000000000000000000000000','TD0101','Ouham','TD01','TD0101','Ouham','TD01');
INSERT INTO adm2 VALUES(2,X'47500003e6100000000000000000f03f00000000000000400000000000000000000000000000f03f01060000000100000001030000000100000005000000000000000000f03f0000000000000000000000000000004000000000000000000000000000000040000000000000f03f000000000000f03f000000000000f03f000000000000f03f0000000000000000','TD0102','Ouham-Pendé','TD01','TD0102','Ouham-Pendé','TD01');
INSERT INTO adm2 VALUES(3,X'47500003e6100000000000000000004000000000000008400000000000000000000000000000f03f0106000000010000000103000000010000000500000000000000000000400000000000000000000000000000084000000000000000000000000000000840000000000000f03f0000000000000040000000000000f03f00000000000000400000000000000000','TD0201','Santa Rosa','TD02','TD0201','Santa Rosa','TD02');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','rtree_adm2_geom','rtree_adm2_geom',0,'CREATE VIRTUAL TABLE "rtree_adm2_geom" USING rtree(id, minx, maxx, miny, maxy)');
CREATE TABLE IF NOT EXISTS "rtree_adm2_geom_rowid"(rowid INTEGER PRIMARY KEY,nodeno);
INSERT INTO rtree_adm2_geom_rowid VALUES(1,1.0);
INSERT INTO rtree_adm2_geom_rowid VALUES(2,1.0);
INSERT INTO rtree_adm2_geom_rowid VALUES(3,1.0);
CREATE TABLE IF NOT EXISTS "rtree_adm2_geom_node"(nodeno INTEGER PRIMARY KEY,data);
INSERT INTO rtree_adm2_geom_node VALUES(1,X'000000030000000000000001000000003f800000000000003f80000000000000000000034000000040400000000000003f80000000000000000000023f80000040000000000000003f800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE IF NOT EXISTS "rtree_adm2_geom_parent"(nodeno INTEGER PRIMARY KEY,parentnode);
CREATE TABLE IF NOT EXISTS "events" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" POINT, "event_id" INTEGER, "event_date" DATE, "latitude" DOUBLE, "longitude" DOUBLE, "fatalities" INTEGER);
INSERT INTO events VALUES(1,X'47500001e61000000101000000000000000000e03f000000000000e03f',1,'2020-01-05',0.5,0.5,3);
INSERT INTO events VALUES(2,X'47500001e61000000101000000000000000000f83f000000000000e03f',2,'2021-02-06',0.5,1.5,2);
INSERT INTO events VALUES(3,X'47500001e610000001010000000000000000000440000000000000d03f',3,'2021-03-07',0.25,2.5,0);
INSERT INTO events VALUES(4,X'47500001e61000000101000000000000000000e83f000000000000e83f',4,'2022-04-08',0.75,0.75,7);
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','rtree_events_geom','rtree_events_geom',0,'CREATE VIRTUAL TABLE "rtree_events_geom" USING rtree(id, minx, maxx, miny, maxy)');
CREATE TABLE IF NOT EXISTS "rtree_events_geom_rowid"(rowid INTEGER PRIMARY KEY,nodeno);
INSERT INTO rtree_events_geom_rowid VALUES(1,1.0);
INSERT INTO rtree_events_geom_rowid VALUES(2,1.0);
INSERT INTO rtree_events_geom_rowid VALUES(3,1.0);
INSERT INTO rtree_events_geom_rowid VALUES(4,1.0);
CREATE TABLE IF NOT EXISTS "rtree_events_geom_node"(nodeno INTEGER PRIMARY KEY,data);
INSERT INTO rtree_events_geom_node VALUES(1,X'0000000400000000000000013f0000003f0000003f0000003f00000000000000000000043f4000003f4000003f4000003f40000000000000000000023fc000003fc000003f0000003f000000000000000000000340200000402000003e8000003e800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE IF NOT EXISTS "rtree_events_geom_parent"(nodeno INTEGER PRIMARY KEY,parentnode);
CREATE TABLE IF NOT EXISTS "people" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "adm2_pcode" TEXT, "population" INTEGER);
INSERT INTO people VALUES(1,'TD0101',1000);
INSERT INTO people VALUES(2,'TD0102',2000);
INSERT INTO people VALUES(3,'TD0201',1500);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('atlas_sources',3);
INSERT INTO sqlite_sequence VALUES('atlas_layers',3);
INSERT INTO sqlite_sequence VALUES('adm2',3);
INSERT INTO sqlite_sequence VALUES('atlas_area_sets',1);
INSERT INTO sqlite_sequence VALUES('layer_styles',2);
INSERT INTO sqlite_sequence VALUES('atlas_changes',4);
INSERT INTO sqlite_sequence VALUES('events',4);
INSERT INTO sqlite_sequence VALUES('people',3);
INSERT INTO sqlite_sequence VALUES('atlas_runs',1);
CREATE UNIQUE INDEX atlas_layers_name ON atlas_layers (name) WHERE status = 'ready';
CREATE TRIGGER "rtree_adm2_geom_insert" AFTER INSERT ON "adm2"
  WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_adm2_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_adm2_geom_update1" AFTER UPDATE OF "geom" ON "adm2"
  WHEN OLD."fid" = NEW."fid" AND
       (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_adm2_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_adm2_geom_update2" AFTER UPDATE OF "geom" ON "adm2"
  WHEN OLD."fid" = NEW."fid" AND
       (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_adm2_geom" WHERE id = OLD."fid";
END;
CREATE TRIGGER "rtree_adm2_geom_update3" AFTER UPDATE ON "adm2"
  WHEN OLD."fid" != NEW."fid" AND
       (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_adm2_geom" WHERE id = OLD."fid";
  INSERT OR REPLACE INTO "rtree_adm2_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_adm2_geom_update4" AFTER UPDATE ON "adm2"
  WHEN OLD."fid" != NEW."fid" AND
       (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_adm2_geom" WHERE id IN (OLD."fid", NEW."fid");
END;
CREATE TRIGGER "rtree_adm2_geom_delete" AFTER DELETE ON "adm2"
  WHEN old."geom" NOT NULL
BEGIN
  DELETE FROM "rtree_adm2_geom" WHERE id = OLD."fid";
END;
CREATE INDEX "idx_adm2_code" ON "adm2" ("area_code");
CREATE TRIGGER "rtree_events_geom_insert" AFTER INSERT ON "events"
  WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_events_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_events_geom_update1" AFTER UPDATE OF "geom" ON "events"
  WHEN OLD."fid" = NEW."fid" AND
       (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  INSERT OR REPLACE INTO "rtree_events_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_events_geom_update2" AFTER UPDATE OF "geom" ON "events"
  WHEN OLD."fid" = NEW."fid" AND
       (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_events_geom" WHERE id = OLD."fid";
END;
CREATE TRIGGER "rtree_events_geom_update3" AFTER UPDATE ON "events"
  WHEN OLD."fid" != NEW."fid" AND
       (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_events_geom" WHERE id = OLD."fid";
  INSERT OR REPLACE INTO "rtree_events_geom" VALUES (
    NEW."fid",
    ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
    ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")
  );
END;
CREATE TRIGGER "rtree_events_geom_update4" AFTER UPDATE ON "events"
  WHEN OLD."fid" != NEW."fid" AND
       (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
BEGIN
  DELETE FROM "rtree_events_geom" WHERE id IN (OLD."fid", NEW."fid");
END;
CREATE TRIGGER "rtree_events_geom_delete" AFTER DELETE ON "events"
  WHEN old."geom" NOT NULL
BEGIN
  DELETE FROM "rtree_events_geom" WHERE id = OLD."fid";
END;
CREATE INDEX "idx_people_code" ON "people" ("adm2_pcode");
PRAGMA writable_schema=OFF;
COMMIT;
