import type { Framework, FrameworkNode } from '../../../shared/model/framework.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import type { RunInputs } from '../sql/runs.ts'
import type { Out } from './out.ts'
import type { RunColumn } from './run.ts'
import type { RunPart } from './run-table.ts'
import type { ExportTable } from './table.ts'
import { writeWorkbook, type Cell, type Sheet } from './xlsx-workbook.ts'

/** A run as a workbook: scores, raw values, bounds, the framework and the sources, and what the run was asked. Titles are in English where the framework has no other. */
export async function writeRunWorkbook(out: Out, table: ProfileTable, part: RunPart, about: ExportTable, inputs: RunInputs, layers: readonly Layer[]): Promise<void> {
  const { columns, held } = part
  const told = (node: ProfileTable['nodes'][number]) => node.indicator && !held.has(`raw:${node.id}`)
  const scores = columns.filter((column) => !column.name.startsWith('raw:'))
  const raw = columns.filter((column) => column.name === 'code' || column.name === 'name' || column.name.startsWith('raw:'))
  await writeWorkbook(out, [
    { name: 'scores', make: () => columnSheet(part.rows.length, scores) },
    { name: 'raw values', make: () => columnSheet(part.rows.length, raw) },
    { name: 'bounds', make: () => sheet(['indicator', 'title', 'unit', 'minimum', 'maximum', 'areas with a value'], table.nodes.filter(told).map((node) => [node.id, titleOf(node.title), node.unit ? titleOf(node.unit) : null, node.bounds?.min ?? null, node.bounds?.max ?? null, node.raw?.filter((value) => value !== null).length ?? null])) },
    { name: 'framework', make: () => sheet(['level', 'id', 'title', 'parent', 'weight', 'dimension', 'role', 'aggregation', 'measure', 'layer', 'transformation', 'outliers', 'normalisation'], frameworkRows(inputs.framework)) },
    { name: 'sources', make: () => sheet(['slot', 'layer', 'publisher', 'licence', 'date', 'address', 'sensitivity', 'file', 'SHA-256 of the file', 'SHA-256 of the rows as used', 'read'], sourceRows(inputs, layers)) },
    { name: 'run', make: () => sheet(['item', 'value', 'note'], runRows(table, inputs, about)) },
  ])
}

function sheet(head: string[], rows: Cell[][]): Omit<Sheet, 'name'> {
  return { head: [head], kinds: [], rows: [rows] }
}

function columnSheet(rows: number, columns: readonly RunColumn[]): Omit<Sheet, 'name'> {
  return sheet(columns.map((column) => column.name), Array.from({ length: rows }, (_, i) => columns.map((column) => column.values[i] ?? null)))
}

function frameworkRows(framework: Framework): Cell[][] {
  const rows: Cell[][] = []
  const add = (node: FrameworkNode, parent: string | null, level: number): void => {
    const common = [level, node.id, titleOf(node.title), parent, node.weight, node.dimension ?? null, node.role ?? null]
    if ('children' in node) {
      rows.push([...common, `${node.aggregate}${node.p === undefined ? '' : ` (p = ${node.p})`}, at least ${node.atLeast}`])
      for (const child of node.children) add(child, node.id, level + 1)
      return
    }
    rows.push([...common, null, detail(node.measure), node.measure.layer ?? null, node.transform === undefined ? null : detail(node.transform), node.outliers ? detail(node.outliers) : null, detail(node.normalise)])
  }
  add(framework.root, null, 0)
  return rows
}

function sourceRows(inputs: RunInputs, layers: readonly Layer[]): Cell[][] {
  return inputs.inputs.map(({ slot, layer, name, hash }) => {
    const source = layers.find((one) => one.id === layer)?.source
    return [slot, name, source?.publisher ?? null, source?.licence ?? null, source?.date ?? null, source?.url ?? null, source?.sensitivity ?? null, source?.file ?? null, source?.sha256 ?? null, hash, source?.read ?? null]
  })
}

function runRows(table: ProfileTable, inputs: RunInputs, { layer, about }: ExportTable): Cell[][] {
  const { run } = table
  return [
    ['run', run.id, null], ['framework', titleOf(run.frameworkTitle), `${run.framework}, version ${run.frameworkVersion}`], ['area set', run.areaSetName, null], ['from', run.from, null], ['to', run.to, null],
    ['made', run.made, null], ['engine', inputs.engine, null], ['areas', run.areas, null], ['areas without an index', run.missing, null], ['scale', table.scale, 'scores run from 0 to it; high is more insecure'], ['lower bounds of classes 2 to 5', table.classes.join(', '), null],
    ['project', about.project, null], ['made for', about.audience, null], ['sensitivity', layer.source.sensitivity, 'the highest of all inputs'],
    ...[...about.notes, ...run.notes].map((note): Cell[] => ['note', note.code, `${note.count}: ${note.sample}`]),
  ]
}

function detail(value: unknown): string {
  return typeof value === 'string' ? value : Object.entries(value as Record<string, unknown>).map(([key, one]) => `${key}: ${typeof one === 'string' ? one : JSON.stringify(one)}`).join(', ')
}

function titleOf(title: Record<string, string>): string {
  return title.en ?? Object.values(title)[0] ?? ''
}
