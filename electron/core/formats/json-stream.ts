import { AtlasError } from '../../../shared/contract/errors.ts'

/** One piece of a JSON text: an element of one of the arrays that are streamed (`array` is its member's name, '' for the root itself), or a whole member of the root object, or `end` after each root value. */
export type JsonPiece =
  | { kind: 'element'; array: string; text: string }
  | { kind: 'member'; name: string; text: string }
  | { kind: 'scalar'; text: string }
  | { kind: 'end'; root: 'object' | 'array' }

const longestPiece = 128_000_000
const deepest = 200

/** Cuts JSON text into pieces without parsing it whole: elements of a root array and of root members named in `streamed`, other members of the root object; several root values (newline-delimited, RFC 8142) follow one another. Throws `FILE_TRUNCATED`, `NOT_JSON`, `TOO_DEEP` or `RECORD_TOO_LONG`. */
export async function* jsonPieces(chunks: AsyncIterable<string>, streamed: ReadonlySet<string>): AsyncGenerator<JsonPiece> {
  const cutter = createCutter(streamed)
  for await (const chunk of chunks) {
    cutter.write(chunk)
    yield* cutter.take()
  }
  cutter.end()
  yield* cutter.take()
}

/** Where the cutter stands: between roots, in a root object before a name, after a name, or in a streamed array. */
type Place = 'between' | 'name' | 'colon' | 'value' | 'after-value' | 'element' | 'after-element'

function createCutter(streamed: ReadonlySet<string>) {
  let text = ''
  let at = 0
  let offset = 0
  let place: Place = 'between'
  let root: 'object' | 'array' = 'object'
  let member = ''
  let pieces: JsonPiece[] = []
  const scan = createValueScan()

  const fail = (what: string): never => { throw new AtlasError('NOT_JSON', `The file is not valid JSON: ${what} at character ${offset + at + 1}`) }
  const keep = () => {
    text = text.slice(at)
    offset += at
    at = 0

    if (text.length > longestPiece) throw new AtlasError('RECORD_TOO_LONG', 'One record of the file is longer than 128 million characters: split or simplify it')
  }
  const value = (): string | null => {
    const end = scan.find(text, at)
    if (end < 0) return null
    const piece = text.slice(at, end)
    at = end
    return piece
  }

  /** One step; false when more text is needed. */
  const step = (): boolean => {
    while (at < text.length && isBlank(text.charCodeAt(at))) at += 1
    if (at >= text.length) return false
    const c = text[at]!
    switch (place) {
      case 'between': {
        if (c === ',') { at += 1; return true }
        if (c === '{') { at += 1; root = 'object'; place = 'name'; return true }
        if (c === '[') { at += 1; root = 'array'; member = ''; place = 'element'; return true }
        if (!/["\-\dtfnNI]/.test(c)) fail(`unexpected ${JSON.stringify(c)}`)
        const piece = value()
        if (piece === null) return false
        pieces.push({ kind: 'scalar', text: piece })
        return true
      }
      case 'name': {
        if (c === '}') { at += 1; place = 'between'; pieces.push({ kind: 'end', root }); return true }
        if (c !== '"') fail('a member without a name')
        const piece = value()
        if (piece === null) return false
        member = parseName(piece) ?? fail('a broken name')
        place = 'colon'
        return true
      }
      case 'colon':
        if (c !== ':') fail('a name without a value')
        at += 1
        place = 'value'
        return true
      case 'value': {
        if (c === '[' && streamed.has(member)) { at += 1; place = 'element'; return true }
        const piece = value()
        if (piece === null) return false
        pieces.push({ kind: 'member', name: member, text: piece })
        place = 'after-value'
        return true
      }
      case 'after-value':
        if (c === ',') { at += 1; place = 'name'; return true }
        if (c === '}') { place = 'name'; return true }
        return fail(`unexpected ${JSON.stringify(c)}`)
      case 'element': {
        if (c === ']') { at += 1; endArray(); return true }
        const piece = value()
        if (piece === null) return false
        pieces.push({ kind: 'element', array: member, text: piece })
        place = 'after-element'
        return true
      }
      case 'after-element':
        if (c === ',') { at += 1; place = 'element'; return true }
        if (c === ']') { at += 1; endArray(); return true }
        return fail(`unexpected ${JSON.stringify(c)}`)
    }
  }
  const endArray = () => {
    if (root === 'object') { place = 'after-value'; return }
    place = 'between'
    pieces.push({ kind: 'end', root })
  }

  return {
    write(chunk: string) {
      text += chunk
      while (step());
      keep()
    },
    end() {
      text += '\n'
      while (step());
      if (place !== 'between' || at < text.length) throw new AtlasError('FILE_TRUNCATED', 'The file ends in the middle of a record, so part of it is missing: copy or download it again')
    },
    *take() {
      const ready = pieces
      pieces = []
      yield* ready
    },
  }
}

/** Finds where the value that starts at `start` ends; remembers how far it looked when the text ends first. */
function createValueScan() {
  let looked = 0
  let depth = 0
  let inString = false
  let active = false
  const reset = () => { active = false; depth = 0; inString = false; looked = 0 }
  return {
    find(text: string, start: number): number {
      let i = active ? start + looked : start
      active = true
      for (; i < text.length; i++) {
        if (inString) {
          const quote = text.indexOf('"', i)
          if (quote < 0) { i = text.length; break }
          let slashes = 0
          while (quote - 1 - slashes >= start && text.charCodeAt(quote - 1 - slashes) === 92) slashes += 1
          i = quote
          if (slashes % 2 === 1) continue
          inString = false
          if (depth === 0) { reset(); return i + 1 }
          continue
        }
        const c = text.charCodeAt(i)
        if (c === 34) inString = true
        else if (c === 123 || c === 91) {
          depth += 1
          if (depth > deepest) throw new AtlasError('TOO_DEEP', `The file nests more than ${deepest} levels deep: it is not a table or map layer`)
        } else if (c === 125 || c === 93) {
          if (depth === 0) { reset(); return i }
          depth -= 1
          if (depth === 0) { reset(); return i + 1 }
        } else if (depth === 0 && (c === 44 || isBlank(c) || c === 58) && i > start) { reset(); return i }
      }
      looked = i - start
      return -1
    },
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 0x1e || code === 0xfeff
}

function parseName(text: string): string | null {
  try { return JSON.parse(text) as string } catch { return null }
}
