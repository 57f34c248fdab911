import type { Recipe } from './recipe.ts'
import type { Survey } from './survey.ts'

/** The HXL tags of the fields that a recipe makes, in their order and parted by blanks, `-` where a field has none; null where the source has no tags. */
export function hxlTags(columns: Recipe['columns'], survey: Survey, areas: boolean): string | null {
  const tags = columns.flatMap(({ source, keepsText }) => [survey.stats[source]?.tag?.replace(/\s+/g, '') || '-', ...(keepsText ? ['-'] : [])])
  return tags.some((tag) => tag !== '-') ? [...(areas ? ['-', '-', '-'] : []), ...tags].join(' ') : null
}
