import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunFormat } from '../../../shared/model/export.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { HeldFile } from '../core.ts'
import { readAreaInput } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { writeRunGeoPackage } from '../sql/export-run.ts'
import { listLayers } from '../sql/layers.ts'
import { getRunInputs } from '../sql/runs.ts'
import { writeWhole } from './out.ts'
import { runColumns, runCsv, runJson } from './run.ts'
import { writeRunWorkbook } from './run-xlsx.ts'

/** Writes a run to a file in `folder`. XLSX holds scores, raw values, bounds, framework and sources; GeoJSON and GeoPackage carry the areas' outlines and throw `NO_GEOMETRY` for an area set without. */
export async function exportRun(db: Db, table: ProfileTable, format: RunFormat, folder: string): Promise<HeldFile & { rows: number }> {
  const name = `${table.run.framework}-${table.run.id}.${format}`
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  const made = { path, name, rows: table.codes.length }
  if (format === 'csv' || format === 'json') {
    writeFileSync(path, format === 'csv' ? runCsv(table) : runJson(table), { mode: 0o600 })
    return made
  }
  if (format === 'xlsx') {
    await writeWhole(path, (out) => writeRunWorkbook(out, table, getRunInputs(db, table.run.id), listLayers(db)))
    return made
  }
  const areas = readAreaInput(db, table.run.areaSet)
  const outlines = new Map(areas.codes.map((code, i) => [code, areas.geometries[i] ?? null]))
  if (![...outlines.values()].some(Boolean)) throw new AtlasError('NO_GEOMETRY', `The areas of "${table.run.areaSetName}" have no outlines. Export the run as CSV, XLSX or JSON.`)
  const columns = runColumns(table)
  if (format === 'geojson') {
    const features = table.codes.map((code, i) => JSON.stringify({ type: 'Feature', geometry: outlines.get(code) ?? null, properties: Object.fromEntries(columns.map((column) => [column.name, column.values[i] ?? null])) }))
    writeFileSync(path, `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`, { mode: 0o600 })
    return made
  }
  try {
    writeRunGeoPackage(path, `${table.run.framework}_${table.run.areaSetName}`, columns, table.codes.map((code) => outlines.get(code) ?? null))
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
  return made
}
