import { AtlasError } from '../../../shared/contract/errors.ts'
import type { SourceValue } from './format.ts'
import type { Notebook } from './notebook.ts'

/** Parses one piece of a JSON file; bare NaN and Infinity, which some writers leave, become null with a note. */
export function parsePiece(text: string, notes: Notebook): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const mended = withoutTokens(text)
    if (mended.count > 0) {
      try {
        const value: unknown = JSON.parse(mended.text)
        notes.add('NOT_A_NUMBER_TOKEN', 'NaN or Infinity in the file, read as missing', mended.count)
        return value
      } catch { /* not mended: reported below */ }
    }
    throw new AtlasError('NOT_JSON', `The file is not valid JSON near ${JSON.stringify(text.slice(0, 80))}: export it again from its source`)
  }
}

/** Replaces bare NaN and Infinity outside strings. */
function withoutTokens(text: string): { text: string; count: number } {
  let count = 0
  const mended = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity|inf|nan|undefined)\b/g, (part) => {
    if (part.startsWith('"')) return part
    count += 1
    return 'null'
  })
  return { text: mended, count }
}

/** A property as a cell: nested values as JSON text. */
export function cellOf(value: unknown): SourceValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return JSON.stringify(value)
}

/** Collects field names in the order of their first appearance; safe for any name. */
export function createFieldSet(limit: number) {
  const places = new Map<string, number>()
  return {
    add(record: Record<string, unknown>) {
      for (const name of Object.keys(record)) {
        if (places.has(name)) continue
        if (places.size >= limit) throw new AtlasError('TOO_MANY_COLUMNS', `The file has more than ${limit} different properties: keep the ones that are needed`)
        places.set(name, places.size)
      }
    },
    names: () => [...places.keys()],
    values(record: Record<string, unknown>): SourceValue[] {
      const values = new Array<SourceValue>(places.size).fill(null)
      for (const name of Object.keys(record)) {
        const place = places.get(name)
        if (place !== undefined) values[place] = cellOf(record[name])
      }
      return values
    },
  }
}
export type FieldSet = ReturnType<typeof createFieldSet>

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
