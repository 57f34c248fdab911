import type { Db } from './database.ts'
import { envelopeOf, headBytes, headEnvelope } from './geometry.ts'
import { quote } from './name.ts'
import { collectBoxes, packRtree } from './packed-rtree.ts'

/** Name of the R-tree of a geometry column, as the standard has it. */
export function rtreeName(table: string, column: string): string {
  return `rtree_${table}_${column}`
}

/** Creates the empty R-tree of a layer (GeoPackage 1.3, annex F.3). Its triggers come after the bulk load. */
export function createRtree(db: Db, table: string, column: string): void {
  db.exec(`CREATE VIRTUAL TABLE ${quote(rtreeName(table, column))} USING rtree(id, minx, maxx, miny, maxy)`)
}

/** Fills the R-tree from the geometries and creates the triggers that keep it true. */
export function fillRtree(db: Db, table: string, column: string, key: string): void {
  const [t, c, i] = [quote(table), quote(column), quote(key)]
  const { boxes, add } = collectBoxes(db.prepare(`SELECT count(*) FROM ${t} WHERE ${c} IS NOT NULL`).pluck().get() as number)
  const whole = db.prepare<[number], Uint8Array>(`SELECT ${c} FROM ${t} WHERE ${i} = ?`).pluck()
  for (const [id, head] of db.prepare<[], [number, Uint8Array]>(`SELECT ${i}, substr(${c}, 1, ${headBytes}) FROM ${t} WHERE ${c} IS NOT NULL`).raw().iterate() as IterableIterator<[number, Uint8Array]>) {
    const box = headEnvelope(head) ?? envelopeOf(whole.get(id) as Uint8Array)
    if (box) add(id, box)
  }
  packRtree(db, rtreeName(table, column), boxes)
  createRtreeTriggers(db, table, column, key)
}

/** Creates the triggers that keep a filled R-tree true. */
export function createRtreeTriggers(db: Db, table: string, column: string, key: string): void {
  for (const text of Object.values(rtreeTriggers(table, column, key))) db.exec(text)
}

/** The six triggers of GeoPackage 1.3 (insert, update1 to update4, delete) by name, text-equal to the annex, with quoted names. */
export function rtreeTriggers(table: string, column: string, key: string): Record<string, string> {
  return triggerTexts(quoteAny(table), quoteAny(column), quoteAny(key), rtreeName(table, column))
}

function triggerTexts(t: string, c: string, i: string, name: string): Record<string, string> {
  const tree = quoteAny(name)
  const insert = `INSERT OR REPLACE INTO ${tree} VALUES (
    NEW.${i},
    ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}),
    ST_MinY(NEW.${c}), ST_MaxY(NEW.${c})
  );`
  const filled = `(NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c}))`
  const empty = `(NEW.${c} ISNULL OR ST_IsEmpty(NEW.${c}))`
  const trigger = (suffix: string, event: string, when: string, body: string) =>
    `CREATE TRIGGER ${quoteAny(`${name}_${suffix}`)} AFTER ${event} ON ${t}
  WHEN ${when}
BEGIN
  ${body}
END`
  return {
    [`${name}_insert`]: trigger('insert', 'INSERT', `(new.${c} NOT NULL AND NOT ST_IsEmpty(NEW.${c}))`, insert),
    [`${name}_update1`]: trigger('update1', `UPDATE OF ${c}`, `OLD.${i} = NEW.${i} AND
       ${filled}`, insert),
    [`${name}_update2`]: trigger('update2', `UPDATE OF ${c}`, `OLD.${i} = NEW.${i} AND
       ${empty}`, `DELETE FROM ${tree} WHERE id = OLD.${i};`),
    [`${name}_update3`]: trigger('update3', 'UPDATE', `OLD.${i} != NEW.${i} AND
       ${filled}`, `DELETE FROM ${tree} WHERE id = OLD.${i};
  ${insert}`),
    [`${name}_update4`]: trigger('update4', 'UPDATE', `OLD.${i} != NEW.${i} AND
       ${empty}`, `DELETE FROM ${tree} WHERE id IN (OLD.${i}, NEW.${i});`),
    [`${name}_delete`]: trigger('delete', 'DELETE', `old.${c} NOT NULL`, `DELETE FROM ${tree} WHERE id = OLD.${i};`),
  }
}

/** For comparing with triggers of tables that others made: quotes any name. Such text is never run. */
function quoteAny(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
