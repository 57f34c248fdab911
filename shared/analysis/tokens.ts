import { AtlasError } from '../model/error.ts'

/** One word of a small language: `name` bare, `quoted` a column in double quotes, `text` in single quotes, `indicator` an id in square brackets. `at` is the position of its first character, from 1. */
export interface Token { kind: 'name' | 'quoted' | 'text' | 'number' | 'indicator' | 'symbol' | 'end'; text: string; at: number }

const longest = 10_000
const symbols = ['<=', '>=', '<>', '!=', '==', '=', '<', '>', '(', ')', ',', '+', '-', '*', '/']

/** Cuts a `where` or a formula into tokens, the last of kind `end`. Throws `AtlasError(code)` that names the place. */
export function tokens(source: string, code: string): Token[] {
  if (source.length > longest) throw new AtlasError(code, `the expression has ${source.length} characters; ${longest} is the most`)
  const out: Token[] = []
  let i = 0
  while (i < source.length) {
    const rest = source.slice(i)
    const at = i + 1
    const space = /^\s+/.exec(rest)
    if (space) { i += space[0].length; continue }
    const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest)
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest)
    const symbol = symbols.find((s) => rest.startsWith(s))
    if (number) { out.push({ kind: 'number', text: number[0], at }); i += number[0].length }
    else if (name) { out.push({ kind: 'name', text: name[0], at }); i += name[0].length }
    else if (rest[0] === "'" || rest[0] === '"') {
      const end = closing(rest, rest[0])
      if (end < 0) throw new AtlasError(code, `the ${rest[0] === "'" ? 'text' : 'column name'} that begins at position ${at} is not closed: add ${rest[0]}`)
      out.push({ kind: rest[0] === "'" ? 'text' : 'quoted', text: rest.slice(1, end).replaceAll(rest[0] + rest[0], rest[0]), at })
      i += end + 1
    } else if (rest[0] === '[') {
      const end = rest.indexOf(']')
      if (end < 0) throw new AtlasError(code, `the indicator that begins at position ${at} is not closed: add ]`)
      out.push({ kind: 'indicator', text: rest.slice(1, end).trim(), at })
      i += end + 1
    } else if (symbol) { out.push({ kind: 'symbol', text: symbol, at }); i += symbol.length }
    else throw new AtlasError(code, `"${[...rest][0]}" at position ${at} is not understood: names with other characters than letters, digits and _ stand in double quotes, text in single quotes`)
  }
  out.push({ kind: 'end', text: '', at: source.length + 1 })
  return out
}

/** The place of the closing quote; a doubled quote is part of the text. */
function closing(text: string, quote: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] !== quote) continue
    if (text[i + 1] === quote) i++
    else return i
  }
  return -1
}

/** Finds a column by its source name: as written, otherwise the only one that differs in case alone. Throws `AtlasError(code)` that lists the columns there are. */
export function findColumn(name: string, columns: string[], code: string): string {
  if (columns.includes(name)) return name
  const alike = columns.filter((c) => c.toLowerCase() === name.toLowerCase())
  if (alike.length === 1) return alike[0]!
  const shown = columns.slice(0, 40).join(', ') + (columns.length > 40 ? `, and ${columns.length - 40} more` : '')
  throw new AtlasError(code, `no column "${name}"; the columns are: ${shown || 'none'}`)
}
