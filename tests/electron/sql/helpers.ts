import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { beginLayer, finishLayer, insertRows, type LayerInsert, type LayerPlan } from '../../../electron/core/sql/importing.ts'
import { createProject, type Project } from '../../../electron/core/sql/open.ts'
import type { Layer } from '../../../shared/model/layer.ts'

const folders: string[] = []
const projects: Project[] = []

/** A fresh folder that is removed after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'atlas-sql-'))
  folders.push(path)
  return path
}

/** A fresh project that is closed after the test. */
export function project(name = 'p.gpkg', inside = folder()): Project {
  return keep(createProject(join(inside, name), { title: 'Test' }))
}

/** Closes a project after the test. */
export function keep(opened: Project): Project {
  projects.push(opened)
  return opened
}

afterEach(() => {
  for (const opened of projects.splice(0)) if (opened.db.open) opened.release()
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

/** WKB of a point. */
export function point(lon: number, lat: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(21))
  view.setUint8(0, 1)
  view.setUint32(1, 1, true)
  view.setFloat64(5, lon, true)
  view.setFloat64(13, lat, true)
  return new Uint8Array(view.buffer)
}

/** WKB of a line (2) or of a polygon with rings (3). */
export function shape(type: 2 | 3, rings: readonly (readonly [number, number])[][]): Uint8Array {
  const bytes: number[] = []
  const view = new DataView(new ArrayBuffer(8))
  const uint32 = (value: number): void => { view.setUint32(0, value, true); bytes.push(...new Uint8Array(view.buffer, 0, 4)) }
  const double = (value: number): void => { view.setFloat64(0, value, true); bytes.push(...new Uint8Array(view.buffer)) }
  bytes.push(1)
  uint32(type)
  if (type === 3) uint32(rings.length)
  for (const ring of rings) {
    uint32(ring.length)
    for (const [lon, lat] of ring) { double(lon); double(lat) }
  }
  return Uint8Array.from(bytes)
}

/** A row with a square of one degree whose lower left corner is given. */
export function squareRow(lon: number, lat: number, values: LayerInsert['values'], side = 1): LayerInsert {
  const ring = [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]] as const
  return { geometry: shape(3, [[...ring]]), bounds: [lon, lat, lon + side, lat + side], values }
}

export function pointRow(lon: number, lat: number, values: LayerInsert['values']): LayerInsert {
  return { geometry: point(lon, lat), bounds: [lon, lat, lon, lat], values }
}

/** Imports rows as a finished layer. */
export function addLayer(opened: Project, plan: Partial<LayerPlan> & Pick<LayerPlan, 'name'>, rows: readonly LayerInsert[]): Layer {
  const id = beginLayer(opened.db, { kind: 'features', geometry: 'point', fields: [], ...plan })
  insertRows(opened.db, id, rows)
  return finishLayer(opened.db, id, { read: rows.length, rejected: 0 })
}

export const eventFields = [
  { name: 'Événement', column: 'evenement', type: 'text' }, { name: 'best', column: 'best', type: 'integer' }, { name: 'date', column: 'date', type: 'date' }, { name: 'x y', column: 'x_y', type: 'real' },
] satisfies LayerPlan['fields']

/** Four dated events: the third without a position, the fourth without a date and number. */
export function addEvents(opened: Project, name = 'Events'): Layer {
  return addLayer(opened, { name, kind: 'events', fields: eventFields, dateField: 'date', dimension: 'personal' }, [
    pointRow(18.5, 4.25, ['Bangui', 3, '2020-01-31', 0.1]), pointRow(20.5, 5.5, ['Bambari', 0, '2019-12-01', 1e-9]),
    { geometry: null, bounds: null, values: ['Nowhere', 7, '2020-06-30', null] }, pointRow(-179.75, -60.5, ['Île', null, null, -2.5]),
  ])
}

export const areaFields = [
  { name: 'area_code', column: 'area_code', type: 'text' }, { name: 'area_name', column: 'area_name', type: 'text' }, { name: 'parent_code', column: 'parent_code', type: 'text' }, { name: 'Population', column: 'population', type: 'integer' },
] satisfies LayerPlan['fields']

/** `count` squares side by side from west to east, with codes that run from east to west. */
export function addAreas(opened: Project, name: string, level: number, count = 3): Layer {
  return addLayer(opened, { name, kind: 'areas', geometry: 'polygon', level, fields: areaFields }, Array.from({ length: count }, (_, i) => squareRow(i, 0, [`A${count - i}`, `Area ${count - i}`, null, i * 1000])))
}

/** The code of what a function throws. */
export function codeOf(work: () => unknown): string | null {
  try {
    work()
    return null
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
