import type { Recipe } from './recipe.ts'

/** True where two recipes for one layer make the same rows of the same source, but for how positions are judged: the same fields read by the same rules, the same place and system. */
export function makesSameRows(a: Recipe, b: Recipe): boolean {
  if (a.areas || b.areas) return false
  const readers = [...a.columns, ...b.columns].map((column) => column.reader)
  return readers.every((reader) => reader.rule !== undefined) && rulesOf(a) === rulesOf(b)
}

/** All of a recipe as text, whatever is added to it later, but the judge, whose sayings are compared one by one. */
function rulesOf({ plan, columns, projection, judge: _judge, ...others }: Recipe): string {
  return JSON.stringify([
    { ...plan, choices: null, notes: null }, columns.map(({ reader, ...column }) => [column, reader.type, reader.keepsText, reader.rule]),
    projection.name, projection.same, projection.geographic, projection.scaled, others,
  ])
}
