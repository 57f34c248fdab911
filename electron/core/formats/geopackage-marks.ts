import type { DatabaseSync } from 'node:sqlite'
import { sensitivity, type Source } from '../../../shared/model/source.ts'

/** What this program writes as the description of a column whose title is the name that the source gave it. */
const sourceNameMark = 'name in the source'
const longestText = 4000

/** The names that columns had in their source, by column (lower case), in files that this program wrote; each name once. */
export function sourceNames(db: DatabaseSync, table: string): Map<string, string> {
  const found = rowsOf(db, 'SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ? AND description = ? LIMIT 4000', table, sourceNameMark)
    .flatMap(({ column_name: column, title }): [string, string][] => (typeof column === 'string' && typeof title === 'string' && title !== '' && title.length <= 400 ? [[column.toLowerCase(), title]] : []))
  return new Map(found)
}

/** The style (QML of QGIS) that a file keeps for a table: the default one, or the only one. */
export function styleText(db: DatabaseSync, table: string): string | null {
  const [first] = rowsOf(db, 'SELECT styleQML AS qml FROM layer_styles WHERE f_table_name = ? ORDER BY useAsDefault DESC LIMIT 1', table)
  return typeof first?.qml === 'string' ? first.qml : null
}

/** What a file that this program wrote says of where a table came from. */
export function sourceSaid(db: DatabaseSync, table: string): Partial<Source> {
  const [first] = rowsOf(db, "SELECT m.metadata AS said FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id WHERE r.table_name = ? AND m.md_standard_uri = 'http://schema.org/Dataset' AND length(m.metadata) < 200000 LIMIT 1", table)
  if (typeof first?.said !== 'string') return {}
  let said: unknown
  try { said = JSON.parse(first.said) } catch { return {} }
  if (typeof said !== 'object' || said === null) return {}
  const { publisher, license: licence, dateModified: date, url, method, sensitivity: level } = said as Record<string, unknown>
  const texts = Object.entries({ publisher, licence, date, url, method }).filter(([, value]) => typeof value === 'string' && value !== '' && value.length <= longestText)
  const known = sensitivity.safeParse(level)
  return { ...(Object.fromEntries(texts) as Partial<Source>), ...(known.success ? { sensitivity: known.data } : {}) }
}

/** Rows of a table that a file need not have, in a form that it need not have. */
function rowsOf(db: DatabaseSync, sql: string, ...values: string[]): Record<string, unknown>[] {
  try {
    return db.prepare(sql).all(...values) as Record<string, unknown>[]
  } catch {
    return []
  }
}
