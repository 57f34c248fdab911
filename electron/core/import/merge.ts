import type { Geometry, MultiPolygon } from 'geojson'
import type { Notebook } from '../formats/notebook.ts'
import { prepareGeometry } from './geometry.ts'
import type { MadeRow, Rejection } from './rows.ts'

/** Areas on their way: polygons that share a code and a name (islands) are held back and become one area; one of another name gets a code of its own; other records that repeat a code are refused. */
export interface AreaMerger {
  /** The row to write now, null when it is held, or why it is refused. */
  add(row: MadeRow): MadeRow | Rejection | null
  /** The merged areas, after the last row. */
  rest(): MadeRow[]
}

/** `repeated` are the codes that occur more than once in the source. */
export function createAreaMerger(repeated: ReadonlySet<string>, notes: Notebook): AreaMerger {
  const seen = new Set<string>()
  const named = new Map<string, string>()
  const held = new Map<string, { row: MadeRow; parts: MultiPolygon['coordinates']; sources: Geometry[]; mended: boolean; count: number }>()
  /** The code of an area of that name: the given one for the first name, then `CODE-2`, `CODE-3` for others. */
  const codeOf = (given: string, name: string): string => {
    for (let n = 1; ; n++) {
      const code = n === 1 ? given : `${given}-${n}`
      const owner = named.get(code)
      if (owner === undefined && (n === 1 || !repeated.has(code))) named.set(code, name)
      if (named.get(code) === name) return code
    }
  }
  return {
    add(row) {
      const given = String(row.values[0])
      if (!repeated.has(given)) return row
      const polygon = row.geometry?.type === 'MultiPolygon' ? row.geometry : null
      const code = polygon ? codeOf(given, String(row.values[1])) : given
      if (code !== given) {
        if (!held.has(code)) notes.add('CODE_MADE_UNIQUE', `${given}: ${String(row.values[1])} became ${code}`)
        row.values[0] = code
      }
      const before = held.get(code)
      if (before && polygon) {
        for (const part of polygon.coordinates) before.parts.push(part)
        before.sources.push(row.original ?? polygon)
        before.mended ||= row.original !== undefined
        before.count += 1
        return null
      }
      if (!before && !seen.has(code)) {
        seen.add(code)
        if (!polygon) return row
        held.set(code, { row, parts: [...polygon.coordinates], sources: [row.original ?? polygon], mended: row.original !== undefined, count: 1 })
        return null
      }
      return { code: 'CODE_REPEATED', text: `the code ${code} again: ${String(row.values[1])}` }
    },
    rest() {
      return [...held].map(([code, { row, parts, sources, mended, count }]) => {
        if (count === 1) return row
        notes.add('AREAS_MERGED', `${code}: ${count} records became one area`, count)
        return { values: row.values, geometry: prepareGeometry({ type: 'MultiPolygon', coordinates: parts }).geometry, ...(mended ? { original: { type: 'GeometryCollection' as const, geometries: sources } } : {}) }
      })
    },
  }
}
