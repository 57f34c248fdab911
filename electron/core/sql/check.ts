import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { checkFile } from './check-file.ts'
import { checkLayers } from './check-layers.ts'
import { checkRasters } from './check-rasters.ts'
import { checkRegisters } from './check-registers.ts'
import { connectUntrusted, SqliteError, type Db } from './database.ts'
import { readHead } from './head.ts'
import { findForeignCode } from './trust.ts'
import { translate } from './write.ts'

/** Looks for everything that is wrong with a project file, as a SQLite file, as a GeoPackage 1.3 and as a project, without changing a byte of it. One line per problem. Throws `PROJECT_MISSING` or `NOT_A_PROJECT`. */
export function checkProject(file: string): { ok: boolean; problems: string[] } {
  const path = resolve(file)
  const head = readHead(path)
  const problems: string[] = []
  let db: Db | null = null
  try {
    db = openToCheck(path, head)
    problems.push(...checkFile(db, path, head))
    if (problems.some((problem) => problem.startsWith('The file is damaged'))) return { ok: false, problems }
    const tables = new Set(db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all())
    const missing = needed.filter((name) => !tables.has(name))
    if (missing.length > 0) return { ok: false, problems: [...problems, ...missing.map((name) => `The table ${name} is missing.`)] }
    for (const name of findForeignCode(db)) problems.push(`The file holds something that this program did not write: ${name}.`)
    problems.push(...checkRegisters(db), ...checkLayers(db), ...checkRasters(db))
  } catch (error) {
    if (!(error instanceof SqliteError)) throw error
    const translated = translate(error)
    problems.push(translated instanceof AtlasError ? translated.message : `The tables are not those of a project: ${error.message}.`)
  } finally {
    db?.close()
  }
  return { ok: problems.length === 0, problems }
}

const needed = ['gpkg_spatial_ref_sys', 'gpkg_contents', 'gpkg_geometry_columns', 'gpkg_extensions', 'atlas_meta', 'atlas_sources', 'atlas_layers', 'atlas_fields', 'atlas_area_sets', 'atlas_runs', 'atlas_changes']

/** A file left in WAL mode without a log is read from memory, as if it were not: SQLite would create side files beside it, or refuse where it cannot. */
function openToCheck(path: string, head: Uint8Array): Db {
  const log = `${path}-wal`
  if (head[18] !== 2 || (existsSync(log) && statSync(log).size > 0) || statSync(path).size > mostInMemory) return connectUntrusted(path, true)
  const bytes = readFileSync(path)
  bytes[18] = 1
  bytes[19] = 1
  return connectUntrusted(bytes, true)
}

const mostInMemory = 1 << 30
