import type { Choice } from '../../../shared/model/import.ts'
import type { Field } from '../../../shared/model/layer.ts'

/** The HXL tags of a layer's fields in their order, blank where a field has none, as the import noted them; null where it noted none. */
export function tagsOf(fields: readonly Field[], choices: readonly Choice[]): string[] | null {
  const noted = choices.find((choice) => choice.about === 'hxl')?.chosen.split(' ')
  return noted && noted.length === fields.length ? noted.map((tag) => (tag === '-' ? '' : tag)) : null
}
