import { westernDigits } from './cells.ts'

export type Axis = 'lon' | 'lat'

const dms = /^([NSEWO])?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:[°ºd˚]|deg|:|\s)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:['′’´m:]|min|\s)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:["″”¨]|''|’’|′′|sec)?)?)?\s*([NSEWO])?$/iu
const words: readonly (readonly [RegExp, string])[] = [
  [/\b(nord|norte|north)\b/i, 'N'], [/\b(sud|sur|sul|south)\b/i, 'S'], [/\b(est|este|leste|east|ost)\b/i, 'E'], [/\b(ouest|oeste|west)\b/i, 'W'],
]

/** A coordinate in degrees from text: decimal with point or comma, with a hemisphere letter (O is West, as in French and Spanish), or degrees, minutes, seconds. NaN where the text is none; not limited to the world. */
export function readCoordinate(text: string, axis: Axis): number {
  let plain = westernDigits(text.trim())
  const simple = Number(plain)
  if (plain !== '' && Number.isFinite(simple)) return simple
  for (const [pattern, letter] of words) plain = plain.replace(pattern, letter)
  const m = dms.exec(plain.trim())
  if (!m) return NaN
  const letter = (m[1] ?? m[5] ?? '').toUpperCase()
  if (letter !== '' && (axis === 'lat') !== (letter === 'N' || letter === 'S')) return NaN
  const [degrees, minutes, seconds] = [m[2]!, m[3] ?? '0', m[4] ?? '0'].map((part) => Number(part.replace(',', '.'))) as [number, number, number]
  if (minutes > 60 || seconds > 60) return NaN
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600
  const negative = m[2]!.startsWith('-') || letter === 'S' || letter === 'W' || letter === 'O'
  return negative ? -size : size
}

/** Two coordinates in one text (`4.36, 18.55`, `4.36 18.55 380 4.2` as survey tools write): in the order in which they stand, or null. */
export function readPair(text: string): [number, number] | null {
  const plain = westernDigits(text.trim()).replace(/^[([]|[)\]]$/g, '')
  const parts = plain.includes(';') ? plain.split(/;\s*/) : /,\s/.test(plain) || /^[^,]+,[^,]+$/.test(plain) ? plain.split(/,\s*/) : plain.split(/\s+/)
  if (parts.length < 2 || parts.length > 4) return null
  const first = readCoordinate(parts[0]!, 'lat')
  const second = readCoordinate(parts[1]!, 'lon')
  return Number.isFinite(first) && Number.isFinite(second) ? [first, second] : null
}
