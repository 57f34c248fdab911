import type { Field } from '../../../shared/model/layer.ts'
import type { Db } from './database.ts'
import { getLayerRow, listFields } from './layers.ts'
import { partners, plain } from './merge-fields.ts'
import { quote } from './name.ts'

/** Names that data providers give the number of a record, the surest first: ACLED, UCDP, KoBo and ODK, then anyone. */
const identifiers = [/^event_id_cnty$/, /^data_id$/, /^_?uuid$/, /^(meta_)?instance_?id$/, /^global_?id$/, /^event_?id$/, /^(record|case|incident|facility|site|household|survey|response|activity|project)_?id$/, /^id$/, /^key$/, /^_id$/, /_id$/, /_uuid$/, /^(ref|reference|identifier|serial|no)$/]
const lookedRows = 50_000

/** The columns (by name) that tell the records of a layer apart and that the new columns have too: the code of areas; a column called like a record's number; the area code with the date; these with one column more. Empty where none do. Each is known by its first 50,000 records. */
export function findKey(db: Db, layer: number, fresh: readonly Pick<Field, 'name'>[]): string[] {
  const row = getLayerRow(db, layer)
  if (!row || row.kind === 'raster') return []
  const fields = [...partners(listFields(db, layer), fresh.map(({ name }) => ({ name, column: '', type: 'text' }))).keys()]
  const tells = (key: Field[]): boolean => key.length > 0 && tellsApart(db, row.table_name, key)
  const named = (name: string | null): Field[] => fields.filter((field) => field.name === name)
  if (row.kind === 'areas') return namesOf(named('area_code'))
  const candidates = identifiers.flatMap((pattern) => fields.filter((field) => pattern.test(plain(field.name)) && field.name !== row.code_field && field.type !== 'real' && field.type !== 'boolean'))
  for (const field of candidates) if (tells([field])) return [field.name]
  const [code, date] = [named(row.code_field), named(row.date_field)]
  const bases = [code, [...code, ...date]].filter((base) => base.length > 0)
  for (const base of bases) if (tells(base)) return namesOf(base)
  const more = fields.filter((field) => (field.type === 'text' || field.type === 'date' || /year|annee|ano|month|period|indicator/.test(plain(field.name))) && !code.includes(field) && !date.includes(field)).slice(0, 20)
  for (const base of bases.toReversed()) for (const field of more) if (tells([...base, field])) return namesOf([...base, field])
  return []
}

/** True where no two of the records looked at have the same values, and none a blank. */
export function tellsApart(db: Db, table: string, key: readonly Field[]): boolean {
  const columns = key.map((field) => quote(field.column))
  const looked = `(SELECT ${columns.join(', ')} FROM ${quote(table)} LIMIT ${lookedRows})`
  const [all, filled] = db.prepare<[], [number, number]>(`SELECT count(*), count(CASE WHEN ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')} THEN 1 END) FROM ${looked}`).raw().get() ?? [0, 0]
  if (all === 0 || filled < all) return false
  return db.prepare(`SELECT 1 FROM ${looked} GROUP BY ${columns.join(', ')} HAVING count(*) > 1 LIMIT 1`).get() === undefined
}

function namesOf(fields: readonly Field[]): string[] {
  return fields.map((field) => field.name)
}
