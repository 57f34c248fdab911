import type { Db } from './database.ts'
import { requireField } from './fields.ts'
import { requireLayer } from './layers.ts'
import { quote } from './name.ts'

/** An area with every name that its records give it, without its geometry. */
export interface NamedArea { code: string; names: string[]; parent: string | null }

/** The areas of the layer of a set in the order of their codes, by their own name and by what `fields` say. */
export function listAreaNames(db: Db, layerId: number, fields: readonly string[]): NamedArea[] {
  const layer = requireLayer(db, layerId)
  const columns = fields.map((name) => quote(requireField(layer, name).column))
  const areas = new Map<string, NamedArea>()
  const rows = db.prepare<[], unknown[]>(`SELECT ${['area_code', 'parent_code', 'area_name', ...columns].join(', ')} FROM ${quote(layer.table)} WHERE area_code IS NOT NULL ORDER BY area_code, fid`).raw()
  for (const [code, parent, ...names] of rows.iterate()) {
    const known = areas.get(String(code)) ?? { code: String(code), names: [], parent: typeof parent === 'string' ? parent : null }
    for (const name of names) if (typeof name === 'string') for (const one of name.split('|')) if (one.trim() !== '' && !known.names.includes(one.trim())) known.names.push(one.trim())
    areas.set(known.code, known)
  }
  return [...areas.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)).map((area) => (area.names.length > 0 ? area : { ...area, names: [area.code] }))
}
