import type { Field, FieldType } from '../../../shared/model/layer.ts'

/** One column of a merged layer: the columns of both sides that it takes its values from (null: that side has none). */
export interface MergedField { name: string; type: FieldType; old: Field | null; fresh: Field | null }

/** The columns of the layer that is there, in their order, then those that only the new file has. Columns are the same by their name, exactly or else without regard to case and blanks. A column without any value (`blank`, by column name in its table) takes the other side's type. */
export function mergeFields(old: readonly Field[], fresh: readonly Field[], blank: { old: ReadonlySet<string>; fresh: ReadonlySet<string> }): MergedField[] {
  const partner = partners(old, fresh)
  const taken = new Set(partner.values())
  return [
    ...old.map((field): MergedField => {
      const other = partner.get(field) ?? null
      const type = other === null || blank.fresh.has(other.column) ? field.type : blank.old.has(field.column) ? other.type : commonType(field.type, other.type)
      return { name: field.name, type, old: field, fresh: other }
    }),
    ...fresh.filter((field) => !taken.has(field)).map((field): MergedField => ({ name: field.name, type: field.type, old: null, fresh: field })),
  ]
}

/** The column of each name on the other side. */
export function partners(old: readonly Field[], fresh: readonly Field[]): Map<Field, Field> {
  const found = new Map<Field, Field>()
  const free = new Set(fresh)
  for (const same of [(name: string) => name, plain]) {
    for (const field of old) {
      if (found.has(field)) continue
      const other = [...free].find((one) => same(one.name) === same(field.name))
      if (!other) continue
      found.set(field, other)
      free.delete(other)
    }
  }
  return found
}

/** A column's name without regard to case, blanks and their kinds. */
export function plain(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/[\s_-]+/g, '_')
}

/** The narrowest type that holds the values of both. */
export function commonType(a: FieldType, b: FieldType): FieldType {
  if (a === b) return a
  const pair = new Set([a, b])
  const within = (...types: FieldType[]): boolean => [...pair].every((type) => types.includes(type))
  if (within('boolean', 'integer')) return 'integer'
  if (within('boolean', 'integer', 'real')) return 'real'
  return within('date', 'datetime') ? 'datetime' : 'text'
}

/** SQL that reads a column as a value of the merged type; `column` is quoted already. */
export function asType(column: string, from: FieldType, to: FieldType): string {
  if (from === to || to === 'integer' || to === 'real') return column
  if (to === 'datetime' && from === 'date') return `${column} || 'T00:00:00.000Z'`
  return `CAST(${column} AS TEXT)`
}
