import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'

/** A field of a layer by its source name, or else by its column name. Throws `NO_SUCH_FIELD` with the names there are. */
export function requireField(layer: Layer, name: string): Field {
  const field = findField(layer, name)
  if (!field) {
    const names = layer.fields.slice(0, 12).map((known) => known.name).join(', ')
    throw new AtlasError('NO_SUCH_FIELD', `The layer “${layer.name}” has no column “${name.slice(0, 80)}”. It has: ${names}${layer.fields.length > 12 ? ' …' : ''}.`)
  }
  return field
}

/** A field of a layer by its source name, or else by its column name, or null. */
export function findField(layer: Layer, name: string): Field | null {
  return layer.fields.find((field) => field.name === name) ?? layer.fields.find((field) => field.column === name) ?? null
}
