import { createHash } from 'node:crypto'
import type { LayerInput } from '../../../shared/analysis/input.ts'
import { applyJoin } from '../../../shared/analysis/joins/apply.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Db } from '../sql/database.ts'
import { findField } from '../sql/fields.ts'
import { getJoin } from '../sql/joins.ts'
import { readLayerInput } from '../sql/layer-input.ts'
import { getContentHash } from '../sql/layers.ts'
import { joinPlaces } from './join-places.ts'

/** Whether the layer's records find their areas by what they say rather than by where they lie. */
export function joinsByCode(layer: Layer): boolean {
  return layer.geometry === 'none' && layer.kind !== 'areas' && layer.kind !== 'raster'
}

/** A column of no source: which row of the table each row is. */
export const rowNumber = '\u0000row'

/** A layer as the engine takes it, a table's rows with the codes of the set: as decided, or by their own code in the set's writing. Notes say what was taken for what. `numbered` adds the column `rowNumber`, so that rows that stand for several areas are known. */
export function readJoinedInput(db: Db, layer: Layer, set: AreaSet, columns: string[], numbered = false): { layer: LayerInput; notes: Note[] } {
  if (!joinsByCode(layer)) return { layer: readLayerInput(db, layer.id, { columns }), notes: [] }
  const join = getJoin(db, layer.id, set.id)
  const usable = join && findField(layer, join.field) && (join.within === null || findField(layer, join.within)) ? join : null
  if (!usable && (layer.codeField === null || !findField(layer, layer.codeField))) return { layer: readLayerInput(db, layer.id, { columns }), notes: [] }
  const needed = usable ? [usable.field, ...(usable.within === null ? [] : [usable.within])] : []
  const input = readLayerInput(db, layer.id, { columns: [...new Set([...columns, ...needed])] })
  if (numbered) input.columns[rowNumber] = Array.from({ length: input.count }, (_, row) => row)
  const values = usable ? input.columns[usable.field]! : input.codes!
  return applyJoin(input, values, usable?.within ? input.columns[usable.within]! : null, joinPlaces(db, set).areas, usable)
}

/** What a run remembers of an input: the layer's content, and what was decided about its areas. */
export function inputHash(db: Db, layer: Layer, areaSet: number): string | null {
  const content = getContentHash(db, layer.id)
  const join = joinsByCode(layer) ? getJoin(db, layer.id, areaSet) : null
  return content === null || join === null ? content : createHash('sha256').update(content).update(JSON.stringify(join)).digest('hex')
}
