/** Schema 3: geometries as they were before they were put right. `atlas_originals` holds the source's own, as WKB; `atlas_repairs` what a repair exchanged, as stored, with the whole record (JSON) where it took it away. */
export const sql = `
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
`
