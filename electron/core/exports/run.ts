import type { ProfileTable } from '../../../shared/model/run.ts'
import { csvLine, type CsvValue } from './csv.ts'

export interface RunColumn { name: string; type: 'text' | 'integer' | 'real'; values: (string | number | null)[] }

/** The columns of an exported run: code, name, rank, class, index, coverage, then each node's score (the root only when its id is not `index`), then `raw:ID` of each indicator. */
export function runColumns(table: ProfileTable): RunColumn[] {
  return [
    { name: 'code', type: 'text', values: table.codes }, { name: 'name', type: 'text', values: table.names },
    { name: 'rank', type: 'integer', values: table.rank }, { name: 'class', type: 'integer', values: table.class },
    { name: 'index', type: 'real', values: table.index }, { name: 'coverage', type: 'real', values: table.coverage },
    ...table.nodes.filter((node) => !(node.depth === 0 && node.id === 'index')).map((node) => ({ name: node.id, type: 'real' as const, values: node.scores })),
    ...table.nodes.filter((node) => node.indicator).map((node) => ({ name: `raw:${node.id}`, type: 'real' as const, values: node.raw ?? table.codes.map(() => null) })),
  ]
}

/** Columns of a run as CSV, one row per area in the order of the run. */
export function runCsv(columns: readonly RunColumn[], rows: number): string {
  const lines = [csvLine(columns.map((column) => column.name))]
  for (let i = 0; i < rows; i++) lines.push(csvLine(columns.map((column): CsvValue => column.values[i])))
  return `${lines.join('\n')}\n`
}

/** Columns of a run as JSON: what it was computed with, and one object per area. Bounds of indicators whose raw values stay behind do so too. */
export function runJson(table: ProfileTable, columns: readonly RunColumn[], rows: number): string {
  const told = new Set(columns.map((column) => column.name))
  const bounds = Object.fromEntries(table.nodes.flatMap((node) => (node.bounds && told.has(`raw:${node.id}`) ? [[node.id, node.bounds]] : [])))
  return `${JSON.stringify({ run: table.run, scale: table.scale, classes: table.classes, bounds, areas: Array.from({ length: rows }, (_, i) => Object.fromEntries(columns.map((column) => [column.name, column.values[i] ?? null]))) }, null, 1)}\n`
}
