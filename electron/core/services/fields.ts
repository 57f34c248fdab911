import { tokens } from '../../../shared/analysis/tokens.ts'
import { parseWhere } from '../../../shared/analysis/where.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Layer } from '../../../shared/model/layer.ts'

/** Names of the same thing in the sector's files: events after UCDP and ACLED, people after COD-PS and HAPI, food phases after IPC. Lower case. */
const same: string[][] = [
  ['fatalities', 'best', 'deaths', 'best_est'],
  ['event_type', 'type_of_violence', 'disorder_type'],
  ['population', 'total population', 'total_population', 'total', 'pop', 'pop_total', 'population_total', 't_tl', 'totalpop', 'population_2015', 'population2015'],
  ['displaced', 'idps', 'idp', 'arrivals', 'number of arrivals'],
  ['poverty_headcount_pct', 'headcount ratio', 'headcount_ratio', 'poverty_rate'],
  ['phase3plus_pct', 'phase 3+ percentage current', 'p3+ %'],
]

/** The field of a layer that a framework means: of that name, of that name in another case, or of a name that files of the sector use for the same thing. Null when there is none. */
export function findMeantField(layer: Layer, name: string): { field: string; taken: boolean } | null {
  const names = layer.fields.map((field) => field.name)
  if (names.includes(name)) return { field: name, taken: false }
  const lower = (text: string) => text.trim().toLowerCase()
  const alike = names.find((one) => lower(one) === lower(name))
  if (alike !== undefined) return { field: alike, taken: false }
  const group = same.find((list) => list.includes(lower(name)))
  const meant = group?.flatMap((word) => names.filter((one) => lower(one) === word)) ?? []
  return meant[0] === undefined ? null : { field: meant[0], taken: true }
}

/** The fields whose names stand in a text (a condition, an expression), so that only they are read. */
export function fieldsNamedIn(layer: Layer, text: string): string[] {
  return layer.fields.map((field) => field.name).filter((name) => text.includes(name))
}

/** Throws `UNKNOWN_FIELD` with the fields there are. */
export function unknownField(layer: Layer, name: string): AtlasError {
  return new AtlasError('UNKNOWN_FIELD', `The layer "${layer.name}" has no field "${name}". Its fields: ${layer.fields.map((field) => field.name).slice(0, 60).join(', ')}.`)
}

const words = new Set(['and', 'or', 'not', 'in', 'like', 'is', 'null', 'between', 'true', 'false'])

/** A condition with its columns as the layer names them; `taken` says which were taken for which. Throws `WHERE_SYNTAX`, and `WHERE_UNKNOWN_COLUMN` with the fields there are. */
export function meantWhere(layer: Layer, where: string): { where: string; taken: { field: string; meant: string }[] } {
  parseWhere(where)
  const taken: { field: string; meant: string }[] = []
  let out = '', from = 0
  for (const token of tokens(where, 'WHERE_SYNTAX')) {
    if (token.kind !== 'quoted' && (token.kind !== 'name' || words.has(token.text.toLowerCase()))) continue
    const meant = findMeantField(layer, token.text)
    if (!meant) throw new AtlasError('WHERE_UNKNOWN_COLUMN', unknownField(layer, token.text).message)
    if (meant.field === token.text) continue
    if (meant.taken) taken.push({ field: meant.field, meant: token.text })
    const start = token.at - 1
    out += `${where.slice(from, start)}"${meant.field.replaceAll('"', '""')}"`
    from = token.kind === 'quoted' ? endOfQuoted(where, start) : start + token.text.length
  }
  return { where: out + where.slice(from), taken }
}

/** The position after a column in double quotes that begins at `start`. */
function endOfQuoted(where: string, start: number): number {
  for (let i = start + 1; i < where.length; i++) {
    if (where[i] !== '"') continue
    if (where[i + 1] === '"') i++
    else return i + 1
  }
  return where.length
}
