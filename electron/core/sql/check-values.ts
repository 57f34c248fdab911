import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { quote } from './name.ts'

/** Stored values that do not suit the declared type of their column: dates, times and booleans have one form in a GeoPackage. */
export function checkValues(db: Db, table: string, fields: readonly Field[]): string[] {
  return fields.flatMap((field) => {
    const wrong = conditionOf(field)
    if (wrong === null) return []
    const count = db.prepare(`SELECT count(*) FROM ${quote(table)} WHERE ${wrong}`).pluck().get() as number
    return count === 0 ? [] : [`${count} values of its column “${field.name}” are not of the type ${field.type}.`]
  })
}

const day = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'

function conditionOf(field: Field): string | null {
  const column = quote(field.column)
  switch (field.type) {
    case 'boolean': return `${column} IS NOT NULL AND ${column} NOT IN (0, 1)`
    case 'date': return `${column} IS NOT NULL AND ${column} NOT GLOB '${day}'`
    case 'datetime': return `${column} IS NOT NULL AND ${column} NOT GLOB '${day}T[0-9][0-9]:[0-9][0-9]*Z'`
    case 'integer': case 'real': return `typeof(${column}) NOT IN ('integer', 'real', 'null')`
    case 'text': return null
  }
}
