import proj4 from 'proj4'
import { transformOf } from '../crs/index.ts'
import { utmSystem } from '../crs/utm.ts'
import { westernDigits } from './cells.ts'

const mgrs = /^(\d{1,2}[C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*(\d{1,5})\s*(\d{1,5})$/i
const joined = /^(\d{1,2}[C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*((?:\d\d){1,5})$/i
const zoneFirst = /^(?:UTM\s*)?(?:zone\s*)?(\d{1,2}\s*[C-HJ-NP-X])[\s,;:]+(?:E\s*[:=]?\s*)?(\d{6}(?:[.,]\d+)?)\s*m?\s*E?[\s,;]+(?:N\s*[:=]?\s*)?(\d{4,8}(?:[.,]\d+)?)\s*m?\s*N?$/i
const zoneLast = /^(\d{6}(?:[.,]\d+)?)\s*m?\s*E?[\s,;]+(\d{4,8}(?:[.,]\d+)?)\s*m?\s*N?[\s,;]+(?:UTM\s*)?(?:zone\s*)?(\d{1,2}\s*[C-HJ-NP-X])$/i

/** The longitude and latitude of a grid reference: UTM in one text (`34N 500000 4649776`, the zone before or behind) or MGRS (`37P EK 00000 00000`, with blanks or without; the middle of its square). Null where the text is none. */
export function readGridReference(text: string): [lon: number, lat: number] | null {
  const plain = westernDigits(text.trim())
  const first = zoneFirst.exec(plain)
  if (first) return fromUtm(first[1]!, first[2]!, first[3]!)
  const last = zoneLast.exec(plain)
  if (last) return fromUtm(last[3]!, last[1]!, last[2]!)
  return fromMgrs(plain.toUpperCase())
}

function fromUtm(zone: string, easting: string, northing: string): [number, number] | null {
  const [x, y] = [easting, northing].map((part) => Number(part.replace(',', '.'))) as [number, number]
  const system = utmSystem(zone.replace(/\s/g, ''), y)
  return system ? transformOf(system).forward(x, y) : null
}

function fromMgrs(text: string): [number, number] | null {
  const apart = mgrs.exec(text)
  const whole = apart && apart[3]!.length === apart[4]!.length ? `${apart[1]}${apart[2]}${apart[3]}${apart[4]}` : joined.test(text) ? text.replace(/\s/g, '') : null
  if (whole === null) return null
  try {
    const [lon, lat] = proj4.mgrs.toPoint(whole)
    return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null
  } catch {
    return null
  }
}
