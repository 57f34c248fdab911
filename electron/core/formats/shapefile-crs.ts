import { readFile } from 'node:fs/promises'
import { namedCrs } from '../crs/named.ts'
import type { NamedCrs, SourceExtent } from '../crs/named.ts'
import type { Notebook } from './notebook.ts'
import { companion } from './shapefile-files.ts'

/** The coordinate system that the .prj (or QGIS's .qpj) names; see `namedCrs` for what happens without one. */
export async function crsOfShapefile(path: string, extent: SourceExtent | null, notes: Notebook): Promise<string | null> {
  const candidates: NamedCrs[] = []
  for (const extension of ['.prj', '.qpj']) {
    const file = await companion(path, extension)
    const text = file ? (await readFile(file)).subarray(0, 65_536).toString('utf8').replace(/^\uFEFF/, '').replaceAll('\0', '').trim() : ''
    if (text) candidates.push({ text, place: `the ${extension}` })
  }
  return namedCrs(candidates, extent, notes)
}
