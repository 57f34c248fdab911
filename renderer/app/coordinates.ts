import type { LonLat } from '../../shared/model/geometry.ts'

/**
 * Reads a written position: decimal degrees (`4.36, 18.55`: latitude first), with letters in any order (`18.55 E 4.36 N`), or degrees, minutes and seconds (`4°21'36"N 18°33'E`). Decimal commas are read where a blank or semicolon parts the two. Answers every reading that is on Earth, the likeliest first; none where the text is no position.
 */
export function readCoordinates(text: string): LonLat[] {
  const parts = split(text)
  if (!parts) return []
  const [first, second] = parts.map(angle)
  if (!first || !second) return []
  if (first.axis && second.axis) return first.axis === second.axis ? [] : valid(first.axis === 'lon' ? [[first.value, second.value]] : [[second.value, first.value]])
  if (first.axis || second.axis) {
    const lonFirst = first.axis === 'lon' || second.axis === 'lat'
    return valid(lonFirst ? [[first.value, second.value]] : [[second.value, first.value]])
  }
  const readings: LonLat[] = [[second.value, first.value], [first.value, second.value]]
  return valid(first.value === second.value ? readings.slice(0, 1) : readings)
}

function split(text: string): [string, string] | null {
  const cleaned = text.trim().toUpperCase().replace(/[−–]/g, '-').replace(/[’′´]/g, "'").replace(/[”″]|''/g, '"')
  const lettered = /^(.*?[NSEWO])[\s,;]+(.*[NSEWO])$/.exec(cleaned)
  if (lettered?.[1] && lettered[2]) return [lettered[1], lettered[2]]
  const leading = /^([NSEWO]\s*[^NSEWO]+?)[\s,;]+([NSEWO]\s*[^NSEWO]+)$/.exec(cleaned)
  if (leading?.[1] && leading[2]) return [leading[1], leading[2]]
  for (const separator of [/\s*;\s*/, /\s*,\s+/, /\s+/, /\s*,\s*/]) {
    const parts = cleaned.split(separator)
    if (parts.length === 2 && parts[0] && parts[1]) return [parts[0], parts[1]]
  }
  return null
}

function angle(text: string): { value: number; axis: 'lon' | 'lat' | null } | null {
  const found = /^([NSEWO])?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:°|º|D)?\s*(?:(\d+(?:[.,]\d+)?)\s*'\s*)?(?:(\d+(?:[.,]\d+)?)\s*"\s*)?([NSEWO])?$/.exec(text.trim())
  if (!found) return null
  const [, before, degrees, minutes, seconds, after] = found
  if (before && after) return null
  const letter = before ?? after ?? ''
  const number = (part: string | undefined) => Number((part ?? '0').replace(',', '.'))
  if (number(minutes) >= 60 || number(seconds) >= 60) return null
  const size = Math.abs(number(degrees)) + number(minutes) / 60 + number(seconds) / 3600
  const negative = degrees?.startsWith('-') !== (letter === 'S' || letter === 'W' || letter === 'O')
  return { value: negative ? -size : size, axis: letter === '' ? null : letter === 'N' || letter === 'S' ? 'lat' : 'lon' }
}

function valid(readings: LonLat[]): LonLat[] {
  return readings.filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
}
