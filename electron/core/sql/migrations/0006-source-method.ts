/** Schema step: how the data of a source were gathered or made, in the analyst's words. */
export const sql = `
ALTER TABLE atlas_sources ADD COLUMN method TEXT NOT NULL DEFAULT '';
`
