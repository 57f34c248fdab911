import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { quote } from './name.ts'

/** First and last ISO date of a field of a table. */
export function dateRange(db: Db, table: string, field: Field | undefined): { from: string | null; to: string | null } {
  if (!field) return { from: null, to: null }
  const column = quote(field.column)
  const row = db.prepare<[], { from: string | null; to: string | null }>(`SELECT substr(min(${column}), 1, 10) AS "from", substr(max(${column}), 1, 10) AS "to" FROM ${quote(table)} WHERE ${column} <> ''`).get()
  return row ?? { from: null, to: null }
}
