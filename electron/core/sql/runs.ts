import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { NodeColumn, ProfileTable, RunSummary } from '../../../shared/model/run.ts'
import type { Db } from './database.ts'
import { decodeNumbers, encodeNumbers } from './numbers.ts'
import { write } from './write.ts'

/** What a slot of the framework was bound to when the run was made; null where it was not. */
export interface RunInput { slot: string; layer: number | null; name: string | null; hash: string | null }

/** A run to be stored: the table (its `run.id` is ignored) and everything else that is needed to repeat it. `made` is an ISO instant, `engine` the version that computed it. */
export interface NewRun { framework: Framework; table: ProfileTable; inputs: RunInput[]; engine: string }

/** What is needed to repeat a run. */
export interface RunInputs { framework: Framework; areaSet: number; from: string | null; to: string | null; engine: string; inputs: RunInput[] }

/** Stores a run with its scores, exact to the bit. Answers its id. */
export function insertRun(db: Db, run: NewRun): number {
  const { table } = run
  return write(db, () => {
    const areas = JSON.stringify({ codes: table.codes, names: table.names, parents: table.parents, scale: table.scale, classes: table.classes })
    const totals = encodeNumbers([...table.rank, ...table.class, ...table.index, ...table.coverage])
    const id = Number(db.prepare('INSERT INTO atlas_runs (framework, framework_id, framework_version, area_set, area_set_name, date_from, date_to, made, engine, area_count, missing, notes, areas, totals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(JSON.stringify(run.framework), run.framework.id, run.framework.version, table.run.areaSet, table.run.areaSetName, table.run.from, table.run.to, table.run.made, run.engine,
        table.codes.length, table.run.missing, JSON.stringify(table.run.notes), areas, totals).lastInsertRowid)
    const insertNode = db.prepare('INSERT INTO atlas_run_nodes (run, position, node, scores, raw, coverage) VALUES (?, ?, ?, ?, ?, ?)')
    table.nodes.forEach(({ scores, raw, coverage, ...node }, position) => insertNode.run(id, position, JSON.stringify(node), encodeNumbers(scores), raw && encodeNumbers(raw), coverage && encodeNumbers(coverage)))
    const insertInput = db.prepare('INSERT INTO atlas_run_inputs (run, slot, layer, layer_name, content_hash) VALUES (?, ?, ?, ?, ?)')
    for (const input of run.inputs) insertInput.run(id, input.slot, input.layer, input.name, input.hash)
    return id
  })
}

/** The runs of the project, the newest first. */
export function listRuns(db: Db): RunSummary[] {
  return db.prepare<[], RunRow>('SELECT * FROM atlas_runs ORDER BY id DESC').all().map(toSummary)
}

/** The id of the newest run, or null. */
export function latestRun(db: Db): number | null {
  return db.prepare('SELECT max(id) FROM atlas_runs').pluck().get() as number | null
}

/** A run in columns, exactly as it was stored. Throws `NO_SUCH_RUN`. */
export function getRunTable(db: Db, id: number): ProfileTable {
  const row = requireRun(db, id)
  const areas = JSON.parse(row.areas) as Pick<ProfileTable, 'codes' | 'names' | 'parents' | 'scale' | 'classes'>
  const totals = decodeNumbers(row.totals)
  const n = areas.codes.length
  const nodes = db.prepare<[number], NodeRow>('SELECT node, scores, raw, coverage FROM atlas_run_nodes WHERE run = ? ORDER BY position').all(id).map((node): NodeColumn => ({
    ...(JSON.parse(node.node) as Omit<NodeColumn, 'scores' | 'raw' | 'coverage'>),
    scores: decodeNumbers(node.scores), raw: node.raw && decodeNumbers(node.raw), coverage: node.coverage && decodeNumbers(node.coverage).map((value) => value ?? 0),
  }))
  return {
    run: toSummary(row), scale: areas.scale, classes: areas.classes, codes: areas.codes, names: areas.names, parents: areas.parents,
    rank: totals.slice(0, n), class: totals.slice(n, 2 * n), index: totals.slice(2 * n, 3 * n), coverage: totals.slice(3 * n, 4 * n).map((value) => value ?? 0), nodes,
  }
}

/** What a run was made from. Throws `NO_SUCH_RUN`. */
export function getRunInputs(db: Db, id: number): RunInputs {
  const row = requireRun(db, id)
  const inputs = db.prepare<[number], RunInput>('SELECT slot, layer, layer_name AS name, content_hash AS hash FROM atlas_run_inputs WHERE run = ? ORDER BY slot').all(id)
  return { framework: JSON.parse(row.framework) as Framework, areaSet: row.area_set, from: row.date_from, to: row.date_to, engine: row.engine, inputs }
}

interface RunRow {
  id: number; framework: string; framework_id: string; framework_version: number; area_set: number; area_set_name: string; date_from: string | null; date_to: string | null
  made: string; engine: string; area_count: number; missing: number; notes: string; areas: string; totals: Uint8Array
}
interface NodeRow { node: string; scores: Uint8Array; raw: Uint8Array | null; coverage: Uint8Array | null }

function requireRun(db: Db, id: number): RunRow {
  const row = db.prepare<[number], RunRow>('SELECT * FROM atlas_runs WHERE id = ?').get(id)
  if (!row) throw new AtlasError('NO_SUCH_RUN', `The project has no run ${id}. Compute a profile first, or choose a run from the list.`)
  return row
}

function toSummary(row: RunRow): RunSummary {
  return {
    id: row.id, framework: row.framework_id, frameworkVersion: row.framework_version, frameworkTitle: (JSON.parse(row.framework) as Framework).title, areaSet: row.area_set, areaSetName: row.area_set_name,
    from: row.date_from, to: row.date_to, made: row.made, areas: row.area_count, missing: row.missing, notes: JSON.parse(row.notes) as Note[],
  }
}
