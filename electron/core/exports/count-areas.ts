import type { Geometry } from 'geojson'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Audience } from '../../../shared/model/export.ts'
import type { AreaSet, Field, Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Sensitivity } from '../../../shared/model/source.ts'
import { tableFrom, type ExportAbout, type ExportTable } from './table.ts'

/** The finest level of areas that counts of a sensitivity may be given for, and the least count that is told, outside the team. */
const limits: Record<Sensitivity, { level: number; least: number }> = { low: { level: 9, least: 1 }, moderate: { level: 9, least: 3 }, high: { level: 2, least: 5 }, severe: { level: 1, least: 11 } }

/** How many records of a layer lie in each area, instead of the records. For others than the team small counts are blank and the rest in steps of 5 (partners) or 10 (everybody). Throws `TOO_SENSITIVE` where the areas are too small for the sensitivity. */
export function countTable(layer: Layer, set: AreaSet, areas: AreaInput, counts: readonly (number | null)[], sensitivity: Sensitivity, about: ExportAbout): ExportTable {
  const { level, least } = limits[sensitivity]
  const guarded = about.audience !== 'internal'
  if (guarded && set.level > level) throw new AtlasError('TOO_SENSITIVE', `"${layer.name}" is of ${sensitivity} sensitivity: outside the team its counts go out by areas of level ${level} or above, and "${set.name}" is level ${set.level}. Choose a coarser area set.`)
  const base = guarded && sensitivity !== 'low' ? baseOf(about.audience) : 1
  const blank = guarded ? counts.filter((count) => count !== null && count > 0 && count < least).length : 0
  const told = counts.map((count) => (count === null || (guarded && count > 0 && count < least) ? null : Math.round(count / base) * base))
  const fields: Field[] = [{ name: 'code', column: 'code', type: 'text' }, { name: 'name', column: 'name', type: 'text' }, { name: 'parent', column: 'parent', type: 'text' }, { name: 'records', column: 'records', type: 'integer' }]
  const notes: Note[] = [...about.notes, { code: 'COUNTED_BY_AREAS', count: layer.rows, sample: `records are given as counts by the areas of "${set.name}"` }]
  if (blank > 0) notes.push({ code: 'SMALL_COUNTS_BLANK', count: blank, sample: `counts from 1 to ${least - 1} are blank` })
  if (base > 1) notes.push({ code: 'COUNTS_ROUNDED', count: told.filter((count) => count !== null).length, sample: `counts are given in steps of ${base}` })
  const outlines = areas.geometries.some(Boolean)
  return tableFrom({
    ...layer, kind: outlines ? 'features' : 'table', geometry: outlines ? 'polygon' : 'none', rows: areas.codes.length, fields, dateField: null, codeField: 'code', notes: [], bbox: null,
    from: guarded ? layer.from && layer.from.slice(0, 7) : layer.from, to: guarded ? layer.to && layer.to.slice(0, 7) : layer.to, style: { ...layer.style, by: { kind: 'single' } },
  }, areas.codes.map((code, i) => ({ fid: i + 1, geometry: (areas.geometries[i] ?? null) as Geometry | null, values: [code, areas.names[i] ?? null, areas.parents[i] ?? null, told[i] ?? null] })), { ...about, notes })
}

/** The step in which counts are given. */
export function baseOf(audience: Audience): number { return audience === 'internal' ? 1 : audience === 'partner' ? 5 : 10 }

/** The least number of records that may share a value outside the team. */
export function leastOf(sensitivity: Sensitivity): number { return limits[sensitivity].least }
