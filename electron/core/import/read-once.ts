import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedLayer, SourceRow } from '../formats/format.ts'
import type { MakeMessage } from './pipeline.ts'
import type { Recipe } from './recipe.ts'
import { createRowMaker, type RowMaker } from './row-maker.ts'
import { makesSameRows } from './same-recipe.ts'
import { lookThrough, type Survey } from './survey.ts'
import { watchJudge, type WatchedJudge } from './watched-judge.ts'

const batchesBetweenChecks = 200

type Guess = { recipe: Recipe; judge: WatchedJudge; maker: RowMaker }

/** How the reading ended: with all rows made (`counts`), or only looked at (`null`), so that the rows must be made in a second reading. */
export interface ReadOnce { survey: Survey; recipe: Recipe; counts: ReturnType<RowMaker['counts']> | null }

/**
 * Looks a layer through and makes its rows in the same reading, by the recipe that its first rows suggest. The rows stand only if the recipe that all rows give would have made the same; else `restart` is said and nothing of them counts.
 * `recipeOf` makes the recipe of what was surveyed so far; the first `guessRows` rows suggest one.
 */
export async function* readOnce(layer: OpenedLayer, options: ImportOptions, signal: AbortSignal, recipeOf: (survey: Survey) => Recipe, guessRows: number): AsyncGenerator<MakeMessage, ReadOnce> {
  const total = Math.max(1, layer.size)
  let batch: SourceRow[] = []
  const tapped: OpenedLayer = Object.create(layer, { batches: { value: async function* () { for await (batch of layer.batches()) yield batch } } }) as OpenedLayer
  let survey: Survey | null = null
  const looking = lookThrough(tapped, options, signal, Infinity, (begun) => { survey = begun })
  let held: SourceRow[][] = []
  let guess: Guess | 'none' | 'not yet' = 'not yet'
  let batches = 0
  for (;;) {
    const step = await looking.next()
    if (step.done) { survey = step.value; break }
    const done = Math.min(step.value, total)
    batches += 1
    if (guess === 'not yet') {
      held.push(batch)
      if (survey!.rows < guessRows) { yield { looked: done, total }; continue }
      guess = guessed(layer, () => recipeOf(survey!)) ?? 'none'
      if (guess !== 'none') {
        yield { plan: guess.recipe.plan }
        for (const one of held) yield { made: guess.maker.make(one), done, total }
      }
      held = []
    } else if (guess === 'none') yield { looked: done, total }
    else if (batches % batchesBetweenChecks === 0 && !holds(guess, () => recipeOf(survey!))) {
      guess = 'none'
      yield { restart: true }
      yield { looked: done, total }
    } else yield { made: guess.maker.make(batch), done, total }
  }
  held = []
  const recipe = recipeOf(survey)
  if (guess === 'none' || guess === 'not yet') return { survey, recipe, counts: null }
  if (makesSameRows(guess.recipe, recipe) && guess.judge.agrees(recipe.judge)) {
    yield { settled: recipe.plan }
    return { survey, recipe, counts: guess.maker.counts() }
  }
  yield { restart: true }
  return { survey, recipe, counts: null }
}

/** Null where the first rows give no recipe, or one for areas, whose rows depend on one another. */
function guessed(layer: OpenedLayer, make: () => Recipe): Guess | null {
  const recipe = orNull(make)
  if (!recipe || recipe.areas) return null
  const judge = watchJudge(recipe.judge)
  return { recipe, judge, maker: createRowMaker(layer, { ...recipe, judge }, new Set()) }
}

/** False as soon as what was read since shows that the guess will not stand. */
function holds(guess: Guess, make: () => Recipe): boolean {
  const recipe = orNull(make)
  return recipe !== null && makesSameRows(guess.recipe, recipe)
}

function orNull(make: () => Recipe): Recipe | null {
  try { return make() } catch { return null }
}
