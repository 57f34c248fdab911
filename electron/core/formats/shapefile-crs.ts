import { readFile } from 'node:fs/promises'
import { transformOf } from '../crs/index.ts'
import type { Notebook } from './notebook.ts'
import { companion } from './shapefile-files.ts'

type Extent = [number, number, number, number]

/**
 * The coordinate system of a shapefile: its .prj (or QGIS's .qpj); without one WGS 84 is assumed where all coordinates can be degrees, and a note says so.
 * Null where nothing tells, and where the .prj speaks of degrees but the coordinates cannot be any.
 */
export async function crsOfShapefile(path: string, extent: Extent | null, notes: Notebook): Promise<string | null> {
  const degrees = extent !== null && extent[0] >= -360 && extent[2] <= 360 && extent[1] >= -90.000001 && extent[3] <= 90.000001
  for (const extension of ['.prj', '.qpj']) {
    const file = await companion(path, extension)
    if (!file) continue
    const text = (await readFile(file)).subarray(0, 65_536).toString('utf8').replace(/^\uFEFF/, '').replaceAll('\0', '').trim()
    if (!text) continue
    try {
      if (transformOf(text).geographic && extent && !degrees) {
        notes.add('CRS_DOUBTFUL', `the ${extension} says degrees, but coordinates reach ${extent.map((v) => Math.round(v)).join(', ')}`)
        return null
      }
      return text
    } catch {
      notes.add('CRS_UNREADABLE', `the ${extension} cannot be read: ${text.slice(0, 80)}`)
    }
  }
  if (!degrees) return null
  notes.add('CRS_ASSUMED', 'no .prj; coordinates look like degrees, so WGS 84 is assumed')
  return 'EPSG:4326'
}
