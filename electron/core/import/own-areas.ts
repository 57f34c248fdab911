import type { ImportOptions } from '../../../shared/model/import.ts'
import type { ColumnStats } from './column-stats.ts'

/** The columns that this program writes before the source's own when it exports areas (a shapefile cuts the last name, KML has none of it where all are blank), unless the analyst named others: they become the areas' own fields again, not a second time. */
export function ownAreaColumns(stats: readonly ColumnStats[], options: ImportOptions): { code: number; label: number; parent: number | null } | null {
  if (options.code !== undefined || options.label !== undefined || options.parent !== undefined) return null
  const at = (name: RegExp) => stats.findIndex((column) => name.test(column.name))
  const [code, label, parent] = [at(/^area_code$/), at(/^area_name$/), at(/^parent_code?$/)]
  if (code < 0 || label !== code + 1 || (parent >= 0 && parent !== code + 2) || stats[code]!.filled === 0) return null
  return { code, label, parent: parent < 0 ? null : parent }
}
