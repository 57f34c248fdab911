import { AtlasError } from '../../../shared/contract/errors.ts'

/** A node of well-known text: `PROJCS["name",…]` is keyword `PROJCS` with its values and inner nodes in order. Keywords are in capitals. */
export interface WktNode { keyword: string; values: (string | number)[]; nodes: WktNode[] }

const longest = 64 * 1024
const deepest = 24
const token = /\s*(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_]*)|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([[\](),]))/uy

/** Reads well-known text of a coordinate system (WKT 1 of OGC and ESRI, WKT 2) into a tree. Throws `CRS_UNKNOWN` where it is none. */
export function parseWkt(text: string): WktNode {
  if (text.length > longest) throw unreadable()
  const root: WktNode = { keyword: '', values: [], nodes: [] }
  const stack = [root]
  token.lastIndex = 0
  let word: string | null = null
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text)
    if (!found) throw unreadable()
    const [, quoted, keyword, number, mark] = found
    const top = stack[stack.length - 1]
    if (!top) throw unreadable()
    if (mark === '[' || mark === '(') {
      if (word === null || stack.length > deepest) throw unreadable()
      const node: WktNode = { keyword: word.toUpperCase(), values: [], nodes: [] }
      top.nodes.push(node)
      stack.push(node)
      word = null
      continue
    }
    if (word !== null) { top.values.push(word); word = null }
    if (quoted !== undefined) top.values.push(quoted.replaceAll('""', '"'))
    else if (number !== undefined) top.values.push(Number(number))
    else if (keyword !== undefined) word = keyword
    else if (mark !== ',') stack.pop()
  }
  const first = root.nodes[0]
  if (stack.length !== 1 || !first) throw unreadable()
  return first
}

/** The first inner node with one of these keywords, or null. */
export function inner(node: WktNode, ...keywords: string[]): WktNode | null {
  return node.nodes.find((n) => keywords.includes(n.keyword)) ?? null
}

/** The name of a node: its first value. */
export function nameOf(node: WktNode | null): string {
  return String(node?.values[0] ?? '')
}

/** A numeric value of a node, or NaN. */
export function numberOf(node: WktNode | null, at: number): number {
  const value = node?.values[at]
  return value === undefined || value === '' ? NaN : Number(value)
}

function unreadable(): AtlasError {
  return new AtlasError('CRS_UNKNOWN', 'The text that describes the coordinate system cannot be read; choose the coordinate system by its EPSG code.')
}
