import { AtlasError } from '../model/error.ts'
import { tokens } from './tokens.ts'
import type { Token } from './tokens.ts'

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'column'; name: string }
  | { kind: 'indicator'; id: string }
  | { kind: 'negative'; part: Expression }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression }
  | { kind: 'call'; name: keyof typeof functions; parts: Expression[] }

type Numeric = number | null

const syntax = 'EXPRESSION_SYNTAX'
const deepest = 100
const functions = {
  min: (values: number[]) => Math.min(...values),
  max: (values: number[]) => Math.max(...values),
  ln: (values: number[]) => Math.log(values[0]!),
  exp: (values: number[]) => Math.exp(values[0]!),
}

/** The tree of a formula: + - * / ( ) min max ln exp over numbers, columns (as in `where`) and other indicators as `[id]`. Throws `EXPRESSION_SYNTAX` with the position. */
export function parseExpression(source: string): Expression {
  const list = tokens(source, syntax)
  let i = 0
  const peek = () => list[i]!
  const isSymbol = (...texts: string[]) => peek().kind === 'symbol' && texts.includes(peek().text)
  const sum = (depth: number): Expression => {
    let left = product(depth)
    while (isSymbol('+', '-')) left = { kind: 'binary', operator: list[i++]!.text as '+', left, right: product(depth) }
    return left
  }
  const product = (depth: number): Expression => {
    let left = factor(depth)
    while (isSymbol('*', '/')) left = { kind: 'binary', operator: list[i++]!.text as '*', left, right: factor(depth) }
    return left
  }
  const factor = (depth: number): Expression => {
    if (depth > deepest) throw new AtlasError(syntax, `the formula nests deeper than ${deepest} levels`)
    const token = list[i++]!
    if (token.kind === 'symbol' && token.text === '-') return { kind: 'negative', part: factor(depth + 1) }
    if (token.kind === 'symbol' && token.text === '+') return factor(depth + 1)
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
    if (token.kind === 'quoted') return { kind: 'column', name: token.text }
    if (token.kind === 'indicator') return { kind: 'indicator', id: token.text }
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = sum(depth + 1)
      expect(')')
      return inner
    }
    if (token.kind !== 'name') refuse(token, 'a number, a column, an indicator in [ ] or "("')
    return isSymbol('(') ? call(token, depth) : { kind: 'column', name: token.text }
  }
  const call = (token: Token, depth: number): Expression => {
    const name = token.text.toLowerCase()
    if (!Object.hasOwn(functions, name)) throw new AtlasError(syntax, `no function "${token.text}" at position ${token.at}; there are: ${Object.keys(functions).join(', ')}`)
    i++
    const parts = [sum(depth + 1)]
    while (isSymbol(',')) { i++; parts.push(sum(depth + 1)) }
    expect(')')
    if ((name === 'ln' || name === 'exp') && parts.length !== 1) throw new AtlasError(syntax, `${name} at position ${token.at} takes one value, found ${parts.length}`)
    return { kind: 'call', name: name as 'min', parts }
  }
  const expect = (text: string) => { if (!isSymbol(text)) refuse(peek(), `"${text}"`); i++ }

  const expression = sum(0)
  if (peek().kind !== 'end') refuse(peek(), 'an operator or the end')
  return expression
}

function refuse(token: Token, wanted: string): never {
  throw new AtlasError(syntax, `expected ${wanted} at position ${token.at}, found ${token.kind === 'end' ? 'the end' : `"${token.text}"`}`)
}

/** The columns and the indicators that a formula names, each once, in order of appearance. */
export function namesIn(expression: Expression): { columns: string[]; indicators: string[] } {
  const columns = new Set<string>()
  const indicators = new Set<string>()
  const visit = (e: Expression): void => {
    switch (e.kind) {
      case 'number': return
      case 'column': columns.add(e.name); return
      case 'indicator': indicators.add(e.id); return
      case 'negative': visit(e.part); return
      case 'binary': visit(e.left); visit(e.right); return
      case 'call': e.parts.forEach(visit)
    }
  }
  visit(expression)
  return { columns: [...columns], indicators: [...indicators] }
}

/** The value of a formula for one area. A missing operand makes the result missing, except in min and max, which take what is there; so do a division by zero, the logarithm of nothing and an overflow. */
export function evaluate(expression: Expression, column: (name: string) => Numeric, indicator: (id: string) => Numeric): Numeric {
  const value = evaluated(expression, column, indicator)
  return value === null || !Number.isFinite(value) ? null : value
}

function evaluated(e: Expression, column: (name: string) => Numeric, indicator: (id: string) => Numeric): Numeric {
  switch (e.kind) {
    case 'number': return e.value
    case 'column': return column(e.name)
    case 'indicator': return indicator(e.id)
    case 'negative': { const v = evaluate(e.part, column, indicator); return v === null ? null : -v }
    case 'binary': {
      const a = evaluate(e.left, column, indicator)
      const b = evaluate(e.right, column, indicator)
      if (a === null || b === null) return null
      switch (e.operator) {
        case '+': return a + b
        case '-': return a - b
        case '*': return a * b
        case '/': return a / b
      }
      return null
    }
    case 'call': {
      const values = e.parts.map((p) => evaluate(p, column, indicator)).filter((v) => v !== null)
      return values.length ? functions[e.name](values) : null
    }
  }
}
