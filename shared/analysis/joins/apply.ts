import type { ColumnValues, LayerInput } from '../input.ts'
import type { Join } from '../../model/join.ts'
import type { Note } from '../../model/note.ts'
import { entriesOf, entryText } from './entries.ts'
import { entryKey, type JoinArea } from './entry.ts'
import { settleEntries } from './settle.ts'

/**
 * A table with the codes of an area set on its rows: those of the join where there is one, else its own, in the writing of the set. `values` and `within` are the join's fields, or the layer's own codes.
 * A row that stands for several areas comes once for each, with the same values: right for rates, while counts are repeated, not split; a note says so. Rows without an area keep their own code, so that they are still told. Layers with places are not repeated.
 */
export function applyJoin(layer: LayerInput, values: ColumnValues, within: ColumnValues | null, areas: readonly JoinArea[], join: Join | null): { layer: LayerInput; notes: Note[] } {
  const own = new Set(areas.map((area) => area.code))
  if (!join && values === layer.codes && layer.codes.every((code) => code === null || own.has(code))) return { layer, notes: [] }
  const settled = settleEntries(entriesOf(values, { within }), areas, join)
  const keep: number[] = []
  const codes: (string | null)[] = []
  const noted: Record<'variant' | 'accepted' | 'several' | 'leftOut', { count: number; first: string }> = { variant: { count: 0, first: '' }, accepted: { count: 0, first: '' }, several: { count: 0, first: '' }, leftOut: { count: 0, first: '' } }
  const add = (what: keyof typeof noted, first: string): void => { noted[what].count++; noted[what].first ||= first }
  for (let row = 0; row < layer.count; row++) {
    const entry = entryText(values[row])
    const found = settled.get(entryKey(entry, within ? entryText(within[row]) || null : null))
    if (found?.how === 'left-out') { add('leftOut', entry); continue }
    const repeat = layer.kind === 'table'
    const meant = found ? (repeat ? found.areas : found.areas.slice(0, found.areas.length === 1 ? 1 : 0)) : []
    if (found?.how.startsWith('code.')) add('variant', `"${entry}" for ${found.areas[0]}`)
    if (found?.how === 'accepted') add('accepted', `"${entry}" for ${found.areas.join(', ')}`)
    if (meant.length > 1) add('several', `"${entry}" for ${meant.join(', ')}`)
    for (const code of meant.length > 0 ? meant : [entry === '' ? null : entry]) {
      keep.push(row)
      codes.push(code)
    }
  }
  const name = `"${layer.name}"`
  const words = {
    variant: ['CODES_REWRITTEN', `rows of ${name} write their code otherwise than the areas, the first is`], accepted: ['JOIN_REVIEWED', `rows of ${name} were joined by review, the first is`],
    several: ['ROWS_REPEATED', `rows of ${name} stand for several areas each: their values are repeated, counts are not split, the first is`], leftOut: ['ROWS_LEFT_OUT', `rows of ${name} were left out by review, the first is`],
  } as const
  const notes = (Object.keys(words) as (keyof typeof words)[]).filter((what) => noted[what].count > 0).map((what): Note => ({ code: words[what][0], count: noted[what].count, sample: `${words[what][1]} ${noted[what].first}` }))
  return { layer: { ...pick(layer, keep), codes }, notes }
}

/** The rows of a layer at these places, in this order. */
function pick(layer: LayerInput, rows: readonly number[]): LayerInput {
  if (rows.length === layer.count && rows.every((row, i) => row === i)) return layer
  const { positions } = layer
  return {
    ...layer, count: rows.length,
    positions: positions && Float64Array.from({ length: rows.length * 2 }, (_, i) => positions[rows[i >> 1]! * 2 + (i & 1)]!),
    geometries: layer.geometries && rows.map((row) => layer.geometries![row] ?? null), dates: layer.dates && rows.map((row) => layer.dates![row] ?? null),
    columns: Object.fromEntries(Object.entries(layer.columns).map(([key, column]) => [key, rows.map((row) => column[row] ?? null)])),
  }
}
