import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { presetFrameworks } from '../catalogue.ts'
import type { CallContext } from '../core.ts'
import { forgetChanges } from '../sql/changes.ts'
import { schemaNumber } from '../sql/migrate.ts'
import { createProject, openProject } from '../sql/open.ts'
import { profileCalls } from '../services/profiles.ts'
import { listAreaSets } from '../sql/areas.ts'
import type { Session } from '../services/session.ts'
import { readRecipe, type Recipe } from './recipe.ts'
import { storeSample } from './store.ts'

const recipeVersion = 5

/**
 * The path of the analyst's own copy of the sample project: as it was left, or a fresh one. The pattern that it is copied from is made once per version of the recipe
 * and the frameworks, and kept with the program's data.
 */
export async function samplePath(session: Session, context: CallContext): Promise<string> {
  const recipe = readRecipe()
  const version = createHash('sha256').update(JSON.stringify([recipe, recipeVersion, schemaNumber, presetFrameworks()])).digest('hex').slice(0, 12)
  const copy = join(session.dataFolder, 'projects', `sample-${version}.gpkg`)
  if (existsSync(copy)) return copy
  mkdirSync(join(session.dataFolder, 'projects'), { recursive: true, mode: 0o700 })
  const pattern = join(session.dataFolder, `sample-pattern-${version}.gpkg`)
  if (!existsSync(pattern)) {
    for (const old of readdirSync(session.dataFolder)) if (/^sample-pattern-[0-9a-f]+\.gpkg/.test(old)) rmSync(join(session.dataFolder, old), { force: true })
    const draft = join(session.dataFolder, `sample-draft-${process.pid}.gpkg`)
    rmSync(draft, { force: true })
    await makeSample(draft, recipe, session, context)
    renameSync(draft, pattern)
  }
  copyFileSync(pattern, copy)
  return copy
}

/** Makes the sample project at a path: its layers, and a profile of its communes and districts by the preset. */
export async function makeSample(path: string, recipe: Recipe, session: Session, context: CallContext): Promise<void> {
  const made = createProject(path, { title: recipe.title, sample: true })
  try {
    context.report({ step: 'sample.making', done: 0, total: null })
    storeSample(made.db, recipe)
    const own: Session = { ...session, project: made }
    for (const set of listAreaSets(made.db).filter((one) => one.level >= 2).toSorted((a, b) => b.level - a.level)) {
      await profileCalls(own)['profiles.compute']({ framework: 'human-insecurity', areaSet: set.id }, context)
    }
    forgetChanges(made.db)
  } finally {
    made.release()
  }
  openProject(path, { readOnly: true }).release()
}
