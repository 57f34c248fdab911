/** Schema 2: what was decided about the entries of a table that name areas; `pairs` is JSON. */
export const sql = `
CREATE TABLE atlas_joins (
  layer INTEGER NOT NULL REFERENCES atlas_layers(id) ON DELETE CASCADE,
  area_set INTEGER NOT NULL REFERENCES atlas_area_sets(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  within TEXT,
  pairs TEXT NOT NULL,
  PRIMARY KEY (layer, area_set)
);
`
