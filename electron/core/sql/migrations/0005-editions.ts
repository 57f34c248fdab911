/** Schema 5: layers that were moved from one edition of the areas to another. `key` is a hash of all that went in, `report` (JSON) what came of it. */
export const sql = `
CREATE TABLE atlas_editions (
  layer INTEGER PRIMARY KEY REFERENCES atlas_layers(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  report TEXT NOT NULL
);
`
