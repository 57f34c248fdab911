import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MultiPolygon, Polygon } from 'geojson'
import { runFormat, type ExportOptions, type ExportPlan, type RunFormat } from '../../../shared/model/export.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { getAreaSet, readAreaInput } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { writeRunGeoPackage } from '../sql/export-run.ts'
import { getLayerRow, listLayers } from '../sql/layers.ts'
import { getTitle } from '../sql/meta.ts'
import { columnNames } from '../sql/name.ts'
import { getRunInputs } from '../sql/runs.ts'
import { aboutObject, writeAbout } from './about.ts'
import type { ExportedLayer } from './layer.ts'
import { writeWhole } from './out.ts'
import { runCsv, runJson } from './run.ts'
import { runLayer, runPart, type RunOrigin, type RunPart } from './run-table.ts'
import { writeRunWorkbook } from './run-xlsx.ts'
import { tableFrom, type ExportTable } from './table.ts'
import { layerWriters } from './writers.ts'

/** Writes a run to a file in `folder`, as the options and the audience want it. XLSX holds scores, raw values, bounds, framework and sources; formats of maps carry the areas' outlines and throw `NO_GEOMETRY` for an area set without. */
export async function exportRun(db: Db, table: ProfileTable, format: RunFormat, folder: string, options: ExportOptions = {}): Promise<ExportedLayer> {
  const part = runPart(table, originOf(db, table), options)
  if (options.hxl || options.with?.length || options.countBy !== undefined) throw new AtlasError('USAGE', 'A run takes no HXL tags, no joined tables and no counts. Leave them out.')
  const name = `${table.run.framework}-${table.run.id}.${format}`
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  const shapes = needsOutlines(format) ? outlinesOf(db, table, part) : null
  const layered = layerOf(db, table, part, shapes, options)
  if (format === 'csv' || format === 'json') writeFileSync(path, format === 'csv' ? runCsv(part.columns, part.rows.length) : runJson(table, part.columns, part.rows.length), { mode: 0o600 })
  else if (format === 'xlsx') await writeWhole(path, (out) => writeRunWorkbook(out, table, part, layered, getRunInputs(db, table.run.id), listLayers(db)))
  else if (format === 'gpkg') writeGeoPackage(path, table, part, shapes!, layered)
  else {
    const writer = layerWriters.find((one) => one.format === format)
    if (!writer) throw new Error(`Nothing writes a run as ${format}`)
    await writeWhole(path, (out) => writer.write(layered, out, folder))
  }
  return { path, name, rows: part.rows.length, about: options.describe ? writeAbout(layered, `${name}.txt`, folder) : null, notes: part.notes }
}

/** What an export of a run would write and hold back; nothing is written. */
export function planRun(db: Db, table: ProfileTable, options: ExportOptions): ExportPlan {
  const plan = { name: table.run.areaSetName, audience: options.audience ?? 'internal', tags: false, formats: [...runFormat.options], tables: [] }
  try {
    const part = runPart(table, originOf(db, table), options)
    return { ...plan, rows: part.rows.length, sensitivity: part.sensitivity, treatment: part.treatment, refused: null, notes: part.notes, columns: part.all.map(({ name, type }) => ({ name, type, tag: '', held: part.held.get(name) ?? null })) }
  } catch (error) {
    if (!(error instanceof AtlasError)) throw error
    const { all, sensitivity } = runPart(table, originOf(db, table), {})
    return { ...plan, rows: table.codes.length, sensitivity, treatment: 'refused', refused: { code: error.code, message: error.message }, notes: [], columns: all.map(({ name, type }) => ({ name, type, tag: '', held: null })) }
  }
}

function needsOutlines(format: RunFormat): boolean { return !['csv', 'json', 'xlsx', 'parquet'].includes(format) }

function originOf(db: Db, table: ProfileTable): RunOrigin {
  const inputs = new Map(getRunInputs(db, table.run.id).inputs.flatMap(({ layer, name }) => (name === null ? [] : [[name, layer === null ? null : (getLayerRow(db, layer)?.sensitivity ?? null)] as const])))
  const set = getAreaSet(db, table.run.areaSet)
  return { inputs, areas: set ? (getLayerRow(db, set.layer)?.sensitivity ?? null) : null, level: set?.level ?? null }
}

function outlinesOf(db: Db, table: ProfileTable, part: RunPart): (Polygon | MultiPolygon | null)[] {
  const areas = readAreaInput(db, table.run.areaSet)
  const outlines = new Map(areas.codes.map((code, i) => [code, areas.geometries[i] ?? null]))
  if (![...outlines.values()].some(Boolean)) throw new AtlasError('NO_GEOMETRY', `The areas of "${table.run.areaSetName}" have no outlines. Export the run as CSV, XLSX or JSON.`)
  return part.rows.map((row) => outlines.get(table.codes[row]!) ?? null)
}

function layerOf(db: Db, table: ProfileTable, part: RunPart, shapes: (Polygon | MultiPolygon | null)[] | null, options: ExportOptions): ExportTable {
  const names = columnNames(part.columns.map((column) => column.name))
  const fields = part.columns.map((column, i) => ({ name: column.name, column: names[i]!, type: column.type }))
  const rows = part.rows.map((_, i) => ({ fid: i + 1, geometry: shapes?.[i] ?? null, values: part.columns.map((column) => column.values[i] ?? null) }))
  return tableFrom(runLayer(table, part, fields, shapes !== null), rows, { project: getTitle(db), audience: options.audience ?? 'internal', notes: part.notes })
}

function writeGeoPackage(path: string, table: ProfileTable, part: RunPart, shapes: (Polygon | MultiPolygon | null)[], layered: ExportTable): void {
  try {
    writeRunGeoPackage(path, `${table.run.framework}_${table.run.areaSetName}`, part.columns, shapes, { sensitivity: part.sensitivity, about: aboutObject(layered) })
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}
