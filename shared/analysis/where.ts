import { AtlasError } from '../model/error.ts'
import type { ColumnValues } from './input.ts'
import { findColumn, tokens } from './tokens.ts'
import type { Token } from './tokens.ts'

type Value = string | number | null
/** Three-valued as in SQL: null is unknown, and an unknown row is not taken. */
type Truth = boolean | null

export type Operand = { column: string } | { value: string | number }
export type Where =
  | { kind: 'and' | 'or'; parts: Where[] }
  | { kind: 'not'; part: Where }
  | { kind: 'compare'; left: Operand; operator: '=' | '<>' | '<' | '<=' | '>' | '>='; right: Operand }
  | { kind: 'in'; left: Operand; values: Operand[] }
  | { kind: 'like'; left: Operand; pattern: string }
  | { kind: 'between'; left: Operand; low: Operand; high: Operand }
  | { kind: 'null'; left: Operand }

const syntax = 'WHERE_SYNTAX'
const deepest = 100
const reserved = new Set(['and', 'or', 'not', 'in', 'like', 'is', 'null', 'between', 'true', 'false'])

/**
 * A filter over the rows of a layer, from the `where` of a measure: comparison, and, or, not, in, like, between, is null. Columns by source name, bare or in double quotes; text and dates in single quotes.
 * `like` knows % and _ and does not mind case. Numbers compare as numbers also where the column holds them as text; a missing value fulfils only `is null`.
 * Throws `WHERE_SYNTAX` with the position, `WHERE_UNKNOWN_COLUMN` with the names there are.
 */
export function compileWhere(source: string, columns: Record<string, ColumnValues>): (row: number) => boolean {
  const test = compile(parseWhere(source), columns)
  return (row) => test(row) === true
}

/** The tree of a `where`. */
export function parseWhere(source: string): Where {
  const list = tokens(source, syntax)
  let i = 0
  const peek = () => list[i]!
  const next = () => list[i++]!
  const isWord = (word: string) => peek().kind === 'name' && peek().text.toLowerCase() === word
  const isSymbol = (text: string) => peek().kind === 'symbol' && peek().text === text
  const takeWord = (word: string) => { if (!isWord(word)) return false; i++; return true }
  const expectWord = (word: string) => { if (!takeWord(word)) refuse(peek(), `"${word}"`) }
  const expectSymbol = (text: string) => { if (!isSymbol(text)) refuse(peek(), `"${text}"`); i++ }

  const or = (depth: number): Where => chain('or', depth, and)
  const and = (depth: number): Where => chain('and', depth, not)
  const chain = (kind: 'and' | 'or', depth: number, part: (depth: number) => Where): Where => {
    const parts = [part(depth)]
    while (takeWord(kind)) parts.push(part(depth))
    return parts.length === 1 ? parts[0]! : { kind, parts }
  }
  const not = (depth: number): Where => {
    if (depth > deepest) throw new AtlasError(syntax, `the condition nests deeper than ${deepest} levels`)
    if (takeWord('not')) return { kind: 'not', part: not(depth + 1) }
    if (!isSymbol('(')) return predicate()
    i++
    const inner = or(depth + 1)
    expectSymbol(')')
    return inner
  }
  const predicate = (): Where => {
    const left = operand()
    if (takeWord('is')) {
      const negated = takeWord('not')
      expectWord('null')
      return wrap(negated, { kind: 'null', left })
    }
    const negated = takeWord('not')
    if (takeWord('in')) return wrap(negated, { kind: 'in', left, values: operands() })
    if (takeWord('like')) {
      const pattern = next()
      if (pattern.kind !== 'text') refuse(pattern, 'a pattern in single quotes')
      return wrap(negated, { kind: 'like', left, pattern: pattern.text })
    }
    if (takeWord('between')) {
      const low = operand()
      expectWord('and')
      return wrap(negated, { kind: 'between', left, low, high: operand() })
    }
    if (negated) refuse(peek(), '"in", "like" or "between"')
    const token = next()
    const operator = token.kind === 'symbol' ? ({ '=': '=', '==': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const)[token.text as '='] : undefined
    if (!operator) refuse(token, 'a comparison')
    return { kind: 'compare', left, operator, right: operand() }
  }
  const operands = (): Operand[] => {
    expectSymbol('(')
    const values = [operand()]
    while (isSymbol(',')) { i++; values.push(operand()) }
    expectSymbol(')')
    return values
  }
  const operand = (): Operand => {
    const token = next()
    if (token.kind === 'quoted') return { column: token.text }
    if (token.kind === 'text') return { value: token.text }
    if (token.kind === 'number') return { value: Number(token.text) }
    if (token.kind === 'symbol' && token.text === '-' && peek().kind === 'number') return { value: -Number(next().text) }
    if (token.kind !== 'name') refuse(token, 'a column, a number or a text')
    const word = token.text.toLowerCase()
    if (word === 'true' || word === 'false') return { value: word === 'true' ? 1 : 0 }
    if (reserved.has(word)) refuse(token, 'a column (a column of that name stands in double quotes)')
    return { column: token.text }
  }

  const where = or(0)
  if (peek().kind !== 'end') refuse(peek(), '"and", "or" or the end')
  return where
}

function wrap(negated: boolean, part: Where): Where {
  return negated ? { kind: 'not', part } : part
}

function refuse(token: Token, wanted: string): never {
  throw new AtlasError(syntax, `expected ${wanted} at position ${token.at}, found ${token.kind === 'end' ? 'the end' : `"${token.text}"`}`)
}

function compile(where: Where, columns: Record<string, ColumnValues>): (row: number) => Truth {
  const read = (operand: Operand): ((row: number) => Value) => {
    if ('value' in operand) return () => operand.value
    const values = columns[findColumn(operand.column, Object.keys(columns), 'WHERE_UNKNOWN_COLUMN')]!
    return (row) => { const v = values[row]; return v === undefined || v === '' ? null : v }
  }
  switch (where.kind) {
    case 'and': { const parts = where.parts.map((p) => compile(p, columns)); return (row) => all(parts, row, false) }
    case 'or': { const parts = where.parts.map((p) => compile(p, columns)); return (row) => all(parts, row, true) }
    case 'not': { const part = compile(where.part, columns); return (row) => { const truth = part(row); return truth === null ? null : !truth } }
    case 'null': { const left = read(where.left); return (row) => left(row) === null }
    case 'compare': { const left = read(where.left); const right = read(where.right); const test = comparisons[where.operator]; return (row) => { const order = compare(left(row), right(row)); return order === null ? null : test(order) } }
    case 'in': { const left = read(where.left); const values = where.values.map(read); return (row) => all(values.map((v) => () => { const order = compare(left(row), v(row)); return order === null ? null : order === 0 }), row, true) }
    case 'between': { const left = read(where.left); const low = read(where.low); const high = read(where.high); return (row) => all([() => within(compare(left(row), low(row)), 1), () => within(compare(left(row), high(row)), -1)], row, false) }
    case 'like': { const left = read(where.left); const pattern = [...where.pattern.toLowerCase()]; return (row) => { const v = left(row); return v === null ? null : matchesLike(String(v), pattern) } }
  }
}

const comparisons = { '=': (o: number) => o === 0, '<>': (o: number) => o !== 0, '<': (o: number) => o < 0, '<=': (o: number) => o <= 0, '>': (o: number) => o > 0, '>=': (o: number) => o >= 0 }

/** `and` (stopping at false) or `or` (stopping at true) over three values. */
function all(parts: ((row: number) => Truth)[], row: number, stop: boolean): Truth {
  let unknown = false
  for (const part of parts) {
    const truth = part(row)
    if (truth === stop) return stop
    if (truth === null) unknown = true
  }
  return unknown ? null : !stop
}

function within(order: number | null, side: 1 | -1): Truth {
  return order === null ? null : order * side >= 0
}

/** Negative, 0 or positive; null when one is missing; unequal (NaN) when a number meets text that is none. */
function compare(a: Value, b: Value): number | null {
  if (a === null || b === null) return null
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const x = asNumber(a)
  const y = asNumber(b)
  return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN
}

function asNumber(value: string | number): number {
  return typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value)
}

/** Whether the whole text fits the pattern: % any run of characters, _ any one. Walks back only to the last %, so the time is at most the product of both lengths. */
function matchesLike(text: string, pattern: string[]): boolean {
  const letters = [...text.toLowerCase()]
  let t = 0
  let p = 0
  let lastAny = -1
  let resume = 0
  while (t < letters.length) {
    if (pattern[p] === '%') { lastAny = p++; resume = t }
    else if (p < pattern.length && (pattern[p] === '_' || pattern[p] === letters[t])) { p++; t++ }
    else if (lastAny >= 0) { p = lastAny + 1; t = ++resume }
    else return false
  }
  while (pattern[p] === '%') p++
  return p === pattern.length
}
