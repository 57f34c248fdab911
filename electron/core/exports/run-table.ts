import { AtlasError } from '../../../shared/contract/errors.ts'
import { highestSensitivity, treatmentOf, type ExportOptions, type Treatment } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import type { Sensitivity } from '../../../shared/model/source.ts'
import { runColumns, type RunColumn } from './run.ts'

/** What a run was made from, as far as an export asks: the sensitivity of each input by the name it had (null: the layer is gone for good), and the level of its areas. */
export interface RunOrigin { inputs: ReadonlyMap<string, Sensitivity | null>; areas: Sensitivity | null; level: number | null }

/** A run as an audience may have it: columns of the same length, and why others stay behind. */
export interface RunPart { columns: RunColumn[]; held: Map<string, 'chosen' | 'rare'>; all: RunColumn[]; rows: number[]; sensitivity: Sensitivity; treatment: Treatment; notes: Note[] }

/** A layer that is gone for good may have been anything. */
const unknown: Sensitivity = 'high'

/** Selects areas and columns. Outside the team, raw values of indicators of high sensitivity stay behind, with their scores where it is severe. Throws `TOO_SENSITIVE`, `NO_SUCH_FIELD`, `NO_COLUMNS`. */
export function runPart(table: ProfileTable, origin: RunOrigin, options: ExportOptions): RunPart {
  const audience = options.audience ?? 'internal'
  const sensitivity = highestSensitivity([...origin.inputs.values(), origin.areas].map((one) => one ?? unknown))
  const treatment = treatmentOf(sensitivity, audience)
  const whom = audience === 'partner' ? 'partners' : 'everybody'
  if (treatment === 'refused') throw new AtlasError('TOO_SENSITIVE', `The run uses data of ${sensitivity} sensitivity and does not go to ${whom}. Export it for the team, or compute one without them.`)
  const finest = sensitivity === 'severe' ? 1 : 2
  if (audience !== 'internal' && (sensitivity === 'high' || sensitivity === 'severe') && (origin.level ?? 9) > finest) throw new AtlasError('TOO_SENSITIVE', `The run uses data of ${sensitivity} sensitivity: outside the team it goes out by areas of level ${finest} or above. Compute it for coarser areas.`)
  const all = runColumns(table)
  const held = new Map<string, 'chosen' | 'rare'>()
  if (audience !== 'internal') {
    for (const node of table.nodes) {
      const own = node.layer === null ? 'low' : origin.inputs.has(node.layer) ? (origin.inputs.get(node.layer) ?? unknown) : unknown
      if (own === 'high' || own === 'severe') held.set(`raw:${node.id}`, 'rare')
      if (own === 'severe') held.set(node.id, 'rare')
    }
  }
  const stayed = all.filter((column) => held.has(column.name))
  if (options.columns) {
    const missing = options.columns.find((name) => !all.some((column) => column.name === name))
    if (missing !== undefined) throw new AtlasError('NO_SUCH_FIELD', `The run has no column "${missing}". Columns here: ${all.map((column) => column.name).slice(0, 30).join(', ')}.`)
    for (const column of all) if (!options.columns.includes(column.name) && !held.has(column.name)) held.set(column.name, 'chosen')
  }
  const codes = options.codes && new Set(options.codes)
  const rows = table.codes.flatMap((code, i) => (codes === undefined || codes.has(code) ? [i] : []))
  const columns = all.filter((column) => !held.has(column.name)).map((column) => ({ ...column, values: rows.map((row) => column.values[row] ?? null) }))
  if (columns.length === 0) throw new AtlasError('NO_COLUMNS', 'No column is left to export. Choose at least one.')
  const notes: Note[] = stayed.length > 0 ? [{ code: 'COLUMNS_HELD_BACK', count: stayed.length, sample: stayed.map((column) => column.name).slice(0, 5).join(', ') }] : []
  return { columns, held, all, rows, sensitivity, treatment, notes }
}

/** The run as a layer of its areas, for the writers of layers. */
export function runLayer(table: ProfileTable, part: RunPart, fields: Layer['fields'], outlines: boolean): Layer {
  const { run } = table
  const title = run.frameworkTitle.en ?? Object.values(run.frameworkTitle)[0] ?? run.framework
  return {
    id: run.id, name: `${title}, ${run.areaSetName}`, table: `${run.framework}-${run.id}`.replaceAll(/[^A-Za-z0-9_-]+/g, '_'), kind: outlines ? 'features' : 'table', geometry: outlines ? 'polygon' : 'none', rows: part.rows.length, fields, dimension: null, theme: '',
    dateField: null, codeField: 'code', from: run.from, to: run.to, bbox: null, visible: true, opacity: 1, order: 1, style: { colour: '#4a6572', size: 1.5, stroke: 0.8, pattern: 'none', by: { kind: 'single' } },
    source: { file: '', format: 'run', bytes: 0, sha256: '', read: run.made, crs: null, encoding: null, publisher: '', licence: '', date: '', url: '', sensitivity: part.sensitivity, method: `computed with the framework ${run.framework}, version ${run.frameworkVersion}, as run ${run.id}` },
    notes: run.notes, read: part.rows.length, rejected: 0,
  }
}
