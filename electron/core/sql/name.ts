import { fold } from './fold.ts'

const plain = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

/** An identifier ready for SQL text: the only way in which a name gets into a statement. Refuses everything that is not a plain name. */
export function quote(name: string): string {
  if (!plain.test(name)) throw new Error(`Not a name for SQL: ${JSON.stringify(name.slice(0, 80))}`)
  return `"${name}"`
}

const reservedPrefixes = /^(gpkg|rtree|sqlite|atlas|qgis|idx|trigger|layer_styles|fts)(_|$)/
const reservedColumns = new Set(['fid', 'geom', 'rowid', 'oid', '_rowid_', 'ogc_fid'])

/** A table name `[a-z][a-z0-9_]*` of at most 30 characters for a layer's name, not in `taken` (lower case). */
export function tableName(name: string, taken: ReadonlySet<string>): string {
  let base = slug(name, 30) || 'layer'
  if (reservedPrefixes.test(base)) base = `l_${base}`.slice(0, 30)
  return unique(base, taken, 30)
}

/** Column names for source names, in the same order, each unique and none reserved. */
export function columnNames(names: readonly string[]): string[] {
  const taken = new Set<string>(reservedColumns)
  return names.map((name) => {
    const column = unique(slug(name, 58) || 'column', taken, 63)
    taken.add(column)
    return column
  })
}

function slug(name: string, length: number): string {
  const ascii = fold(name.slice(0, 400)).replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  return (/^[0-9]/.test(ascii) ? `n${ascii}` : ascii).slice(0, length).replace(/_+$/, '')
}

function unique(base: string, taken: ReadonlySet<string>, length: number): string {
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) {
    const suffix = `_${n}`
    const candidate = base.slice(0, length - suffix.length).replace(/_+$/, '') + suffix
    if (!taken.has(candidate)) return candidate
  }
}
