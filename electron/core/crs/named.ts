import type { Notebook } from '../formats/notebook.ts'
import { transformOf } from './index.ts'

/** `[west, south, east, north]` in the source's own coordinates. */
export type SourceExtent = [number, number, number, number]

/** A text that names a coordinate system, and where it stands ("the .prj"). */
export interface NamedCrs { text: string; place: string }

/** The first text that can be read, checked against the coordinates: null where none can (the importer then judges by the coordinates), and where one speaks of degrees but the coordinates cannot be any. */
export function namedCrs(candidates: NamedCrs[], extent: SourceExtent | null, notes: Notebook): string | null {
  const degrees = extent !== null && extent[0] >= -360.000001 && extent[2] <= 360.000001 && extent[1] >= -90.000001 && extent[3] <= 90.000001
  for (const { text, place } of candidates) {
    try {
      if (transformOf(text).geographic && extent && !degrees) {
        notes.add('CRS_DOUBTFUL', `${place} says degrees, but coordinates reach ${extent.map((v) => Math.round(v)).join(', ')}`)
        return null
      }
      return text
    } catch {
      if (!/undefined/i.test(text.slice(0, 60))) notes.add('CRS_UNREADABLE', `${place} cannot be read: ${text.slice(0, 80)}`)
    }
  }
  return null
}
