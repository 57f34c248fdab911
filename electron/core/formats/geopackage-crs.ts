import type { DatabaseSync } from 'node:sqlite'
import { transformOf } from '../crs/index.ts'
import { namedCrs } from '../crs/named.ts'
import type { NamedCrs, SourceExtent } from '../crs/named.ts'
import type { ContentTable } from './geopackage-tables.ts'
import type { Notebook } from './notebook.ts'

/** The coordinate system of a feature table: its authority's code where that is known, else the definition that the file holds; see `namedCrs` for what happens without one. */
export function crsOfTable(db: DatabaseSync, content: ContentTable, extent: SourceExtent | null, notes: Notebook): string | null {
  const row = content.srsId === null ? undefined : db.prepare('SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ?').get(content.srsId) as Record<string, unknown> | undefined
  const candidates: NamedCrs[] = []
  const organization = String(row?.organization ?? '').toUpperCase()
  const code = `${organization}:${String(row?.organization_coordsys_id ?? '')}`
  if (['EPSG', 'ESRI'].includes(organization) && isKnown(code)) candidates.push({ text: code, place: `the file (${code})` })
  for (const column of ['definition', 'definition_12_063', 'definition_12_163']) {
    const text = row?.[column]
    if (typeof text === 'string' && text.trim() && !/^\s*(undefined\s*$|(LOCAL_CS|ENGCRS|ENGINEERINGCRS)\[)/i.test(text)) candidates.push({ text, place: 'the definition in the file' })
  }
  return namedCrs(candidates, extent, notes)
}

function isKnown(code: string): boolean {
  try {
    transformOf(code)
    return true
  } catch {
    return false
  }
}
