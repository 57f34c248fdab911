import { setImmediate } from 'node:timers/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Audience } from '../../../shared/model/export.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { CallContext } from '../core.ts'
import type { Db } from '../sql/database.ts'
import { iterateFeatures, type WholeFeature } from '../sql/iterate-features.ts'
import { getTitle } from '../sql/meta.ts'

export type ExportValue = string | number | boolean | null
export interface ExportRow { fid: number; geometry: WholeFeature['geometry']; values: ExportValue[] }

/** What a file says of itself beside its layer: the project it comes from, for whom it was made, and what was held back or changed on the way out. */
export interface ExportAbout { project: string; audience: Audience; notes: readonly Note[] }

/** A layer on its way into a file: values in the order of `fields`, booleans as such. `tags` are the HXL tags of the fields, where they are known and wanted. */
export interface ExportTable {
  layer: Layer
  fields: readonly Field[]
  tags: readonly string[] | null
  about: ExportAbout
  /** All rows in batches, from the first each time. Between batches the event loop turns, and a cancelled export ends with `CANCELLED`. */
  batches(): AsyncIterable<ExportRow[]>
}

/** The table of a layer. Progress is told over `passes` readings. */
export function tableOf(db: Db, layer: Layer, tags: readonly string[] | null, passes: number, context: CallContext): ExportTable {
  const booleans = layer.fields.map((field) => field.type === 'boolean')
  const total = Math.max(1, layer.rows * passes)
  let done = 0
  return {
    layer, fields: layer.fields, tags, about: { project: getTitle(db), audience: 'internal', notes: [] },
    async *batches() {
      for (const page of iterateFeatures(db, layer.id)) {
        yield page.map(({ fid, geometry, values }) => ({ fid, geometry, values: values.map((value, i) => (booleans[i] && value !== null ? value === 1 : value)) }))
        done += page.length
        await setImmediate()
        if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The export was cancelled; nothing was written.')
        context.report({ step: 'export.writing', done: Math.min(done, total), total })
      }
    },
  }
}

/** A table of rows that are in memory. */
export function tableFrom(layer: Layer, rows: readonly ExportRow[], about: ExportAbout): ExportTable {
  return {
    layer, fields: layer.fields, tags: null, about,
    async *batches() {
      for (let at = 0; at < rows.length; at += 500) { yield rows.slice(at, at + 500); await setImmediate() }
    },
  }
}

/** A table whose rows pass through `row`; null leaves one out. What else differs is given in `changes`. */
export function mapTable(table: ExportTable, changes: Partial<Pick<ExportTable, 'layer' | 'fields' | 'tags' | 'about'>>, row: (row: ExportRow) => ExportRow | null): ExportTable {
  const fields = changes.fields ?? table.fields
  return {
    ...table, ...changes, fields, layer: { ...(changes.layer ?? table.layer), fields: [...fields] },
    async *batches() {
      for await (const batch of table.batches()) {
        const kept = batch.map(row).filter((one) => one !== null)
        if (kept.length > 0) yield kept
      }
    },
  }
}

/** A table of some of its fields, by their places. */
export function pickFields(table: ExportTable, places: readonly number[]): ExportTable {
  if (places.length === table.fields.length && places.every((place, i) => place === i)) return table
  return mapTable(table, { fields: places.map((at) => table.fields[at]!), tags: table.tags && places.map((at) => table.tags![at]!) }, (row) => ({ ...row, values: places.map((at) => row.values[at] ?? null) }))
}

/** A name that none of `names` has (compared without case), made from `wanted`. */
export function freeName(names: readonly string[], wanted: string): string {
  const taken = new Set(names.map((name) => name.toLowerCase()))
  let name = wanted
  while (taken.has(name.toLowerCase())) name += '_'
  return name
}
