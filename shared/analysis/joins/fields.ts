import type { ColumnValues } from '../input.ts'
import { indexCodes } from './codes.ts'
import { entriesOf } from './entries.ts'
import type { JoinArea } from './entry.ts'
import { knowsName } from './propose.ts'
import { partsOfEntry } from './several.ts'

/** A field that may name areas: its values, and whether it was recognised as a field of codes. */
export interface JoinField { name: string; values: ColumnValues; isCode: boolean }

const mostEntries = 3000

/** The field that names most of the areas for most of the rows, codes before names; null where none names any. */
export function chooseField(fields: readonly JoinField[], areas: readonly JoinArea[]): string | null {
  const codes = indexCodes(areas), knows = knowsName(areas)
  let best: { name: string; score: number } | null = null
  for (const { name, values, isCode } of fields) {
    const entries = entriesOf(values).filter((one) => one.entry !== '').slice(0, mostEntries)
    const hit = new Set<string>()
    let rows = 0
    for (const one of entries) {
      const code = codes(one.entry)
      const found = code && code.how !== 'code.ambiguous' ? code.areas : partsOfEntry(one.entry).map(knows).filter((area) => area !== null)
      if (found.length > 0) rows += one.rows
      for (const area of found) hit.add(area)
    }
    const score = (rows / Math.max(1, values.length)) * hit.size * (isCode ? 2 : 1)
    if (score > (best?.score ?? 0)) best = { name, score }
  }
  return best?.name ?? null
}

/** The field that tells the parents of what `field` names: most of its rows name parents of the set, and the more of them the better; null where there is none. */
export function chooseWithin(fields: readonly JoinField[], field: string, areas: readonly JoinArea[]): string | null {
  const parents = new Map<string, JoinArea>()
  for (const area of areas) for (const parent of area.path) parents.set(parent.code, { ...parent, path: [] })
  const knows = knowsName([...parents.values()])
  let best: { name: string; different: number } | null = null
  for (const { name, values } of fields) {
    if (name === field) continue
    const entries = entriesOf(values).slice(0, mostEntries)
    const known = entries.filter((one) => one.entry !== '' && (parents.has(one.entry) || knows(one.entry) !== null))
    const rows = known.reduce((sum, one) => sum + one.rows, 0)
    if (rows >= values.length * 0.6 && known.length > Math.max(1, best?.different ?? 1)) best = { name, different: known.length }
  }
  return best?.name ?? null
}
