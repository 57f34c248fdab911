import { setImmediate } from 'node:timers/promises'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import type { CallContext } from '../core.ts'
import type { Db } from '../sql/database.ts'
import { iterateFeatures, type WholeFeature } from '../sql/iterate-features.ts'

export type ExportValue = string | number | boolean | null
export interface ExportRow { fid: number; geometry: WholeFeature['geometry']; values: ExportValue[] }

/** A layer on its way into a file: values in the order of `fields`, booleans as such. `tags` are the HXL tags of the fields, where they are wanted. */
export interface ExportTable {
  layer: Layer
  fields: readonly Field[]
  tags: readonly string[] | null
  /** All rows in batches, from the first each time. Between batches the event loop turns, and a cancelled export ends with `CANCELLED`. */
  batches(): AsyncIterable<ExportRow[]>
}

/** The table of a layer. Progress is told over `passes` readings. */
export function tableOf(db: Db, layer: Layer, tags: readonly string[] | null, passes: number, context: CallContext): ExportTable {
  const booleans = layer.fields.map((field) => field.type === 'boolean')
  const total = Math.max(1, layer.rows * passes)
  let done = 0
  return {
    layer, fields: layer.fields, tags,
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

/** A name that none of `names` has (compared without case), made from `wanted`. */
export function freeName(names: readonly string[], wanted: string): string {
  const taken = new Set(names.map((name) => name.toLowerCase()))
  let name = wanted
  while (taken.has(name.toLowerCase())) name += '_'
  return name
}
