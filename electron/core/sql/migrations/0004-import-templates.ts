/** Schema 4: what an analyst chose for files of one source, for the next file of it; and the files that a layer was made from, once there was more than one. JSON in `columns`, `options`, `source`, `key` and `changes`. */
export const sql = `
CREATE TABLE atlas_import_templates (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL,
  sublayer TEXT NOT NULL,
  stem TEXT NOT NULL,
  columns TEXT NOT NULL,
  options TEXT NOT NULL,
  source TEXT NOT NULL,
  layer INTEGER REFERENCES atlas_layers(id) ON DELETE SET NULL,
  mode TEXT NOT NULL CHECK (mode IN ('new','replace','append','update')),
  key TEXT NOT NULL,
  file TEXT NOT NULL,
  used_at TEXT NOT NULL
);

CREATE TABLE atlas_layer_files (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('new','replace','append','update')),
  file TEXT NOT NULL,
  sublayer TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  read_at TEXT NOT NULL,
  changes TEXT NOT NULL,
  PRIMARY KEY (layer, position)
);
`
