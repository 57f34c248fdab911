import type { Db } from './database.ts'
import { getMeta, setMeta } from './meta.ts'
import { sql as project } from './migrations/0001-project.ts'
import { sql as joins } from './migrations/0002-joins.ts'
import { sql as originals } from './migrations/0003-originals.ts'
import { sql as importTemplates } from './migrations/0004-import-templates.ts'
import { sql as editions } from './migrations/0005-editions.ts'
import { sql as sourceMethod } from './migrations/0006-source-method.ts'

/** Every schema step in order; the schema number of a project is how many of them it has. A step is never edited after release. */
const migrations: readonly string[] = [project, joins, originals, importTemplates, editions, sourceMethod]

/** The schema number that this program writes. */
export const schemaNumber = migrations.length

/** Brings a file from its schema to ours. Belongs inside one transaction. */
export function migrate(db: Db, from: number): void {
  for (const step of migrations.slice(from)) db.exec(step)
  setMeta(db, 'schema', String(schemaNumber))
}

/** The schema number that a project states, or null when it states none. */
export function readSchema(db: Db): number | null {
  const schema = Number(getMeta(db, 'schema') ?? Number.NaN)
  return Number.isInteger(schema) && schema > 0 ? schema : null
}
