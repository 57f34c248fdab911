import { westernDigits } from './cells.ts'
import { westernHemispheres } from './hemispheres.ts'
import { scanned, scanNumber } from './plain-number.ts'

export type Axis = 'lon' | 'lat'
/** Which of two coordinates in one text stands first. */
export type PairOrder = 'lat-lon' | 'lon-lat'

const dms = /^([NSEWO])?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:[°ºd˚*]|deg(?:rees)?|:|-|\s)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:['′’´`m:-]|min|\s)?\s*(?:(\d+(?:[.,]\d+)?)\s*(?:["″”¨]|s(?=\s*[NSEWO])|''|’’|′′|sec)?)?)?\s*([NSEWO])?$/iu
const compact = /^([NSEWO])?(\d{4,7})([.,]\d+)?([NSEWO])?$/i
const dotted = /^([NSEWO])?\s*([+-]?\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:[.,]\d+)?)\s*([NSEWO])?$/i
const label = /^(?:lat(?:itude|itud)?|lon(?:g|gitude|gitud)?|lng)\.?\s*[:=]?\s*(?=[NSEWO\d+-])/i

/** A coordinate in degrees from text: decimal with point or comma, with a hemisphere letter or word (O is West, as in French and Spanish), or degrees, minutes, seconds however they are parted, also without any mark but a letter (`123456N`). NaN where the text is none; not limited to the world. */
export function readCoordinate(text: string, axis: Axis): number {
  if (scanNumber(text)) return scanned
  const digits = westernDigits(text.trim())
  const simple = Number(digits)
  if (digits !== '' && Number.isFinite(simple)) return simple
  const plain = westernHemispheres(digits.replace(label, '')).trim()
  const joined = compact.exec(plain)
  if (joined && (joined[1] || joined[4])) return readCompact(joined, axis)
  const m = dotted.exec(plain) ?? dms.exec(plain)
  return m ? degreesOf(m[2]!, m[3] ?? '0', m[4] ?? '0', m[1] ?? m[5] ?? '', axis) : NaN
}

/** `DDMM`, `DDMMSS` with a digit more for longitudes, a letter before or behind; a fraction belongs to the last part. */
function readCompact(m: RegExpExecArray, axis: Axis): number {
  const [digits, fraction] = [m[2]!, (m[3] ?? '').replace(',', '.')]
  const parts = digits.length >= 6 ? 2 : 1
  const seconds = parts === 2 ? digits.slice(-2) + fraction : '0'
  const minutes = parts === 2 ? digits.slice(-4, -2) : digits.slice(-2) + fraction
  return degreesOf(digits.slice(0, -2 * parts), minutes, seconds, m[1] ?? m[4] ?? '', axis)
}

function degreesOf(degrees: string, minutes: string, seconds: string, hemisphere: string, axis: Axis): number {
  const letter = hemisphere.toUpperCase()
  if (letter !== '' && (axis === 'lat') !== (letter === 'N' || letter === 'S')) return NaN
  const [d, m, s] = [degrees, minutes, seconds].map((part) => Number(part.replace(',', '.'))) as [number, number, number]
  if (m > 60 || s > 60 || (Math.abs(d) > 360 && m + s > 0)) return NaN
  const size = Math.abs(d) + m / 60 + s / 3600
  return degrees.startsWith('-') || letter === 'S' || letter === 'W' || letter === 'O' ? -size : size
}

/** Two coordinates in one text (`4.36, 18.55`, `12°34'N 45°06'E`, `4.36 18.55 380 4.2` as survey tools write) as latitude and longitude, or null. Letters say which is which; without them `order` does. */
export function readPair(text: string, order: PairOrder = 'lat-lon'): [number, number] | null {
  const plain = westernHemispheres(westernDigits(text.trim()).replace(/^[([]|[)\]]$/g, ''))
  const parts = byLetters(plain) ?? byMarks(plain)
  if (parts.length < 2 || parts.length > 4) return null
  const read = (lat: string, lon: string): [number, number] | null => {
    const [y, x] = [readCoordinate(lat, 'lat'), readCoordinate(lon, 'lon')]
    return Number.isFinite(y) && Number.isFinite(x) ? [y, x] : null
  }
  const [first, second] = parts as [string, string]
  const lettered = /[NSEWO]/i.test(first + second)
  return order === 'lat-lon' ? read(first, second) ?? (lettered ? read(second, first) : null) : read(second, first) ?? (lettered ? read(first, second) : null)
}

/** Parts at a letter of each axis, or null. */
function byLetters(text: string): [string, string] | null {
  const m = /^((?:[NS]|(?=.*[NS]))[^NSEWO]*[NS]?)[\s,;/]*([EWO]?[^NSEWO]*[EWO]?)$/i.exec(text)
  const n = m ?? /^([EWO]?[^NSEWO]*[EWO]?)[\s,;/]*([NS]?[^NSEWO]*[NS]?)$/i.exec(text)
  const parts = n ? [n[1]!, n[2]!].map((part) => part.replace(/[\s,;/]+$/, '')) as [string, string] : null
  return parts && parts.every((part) => /[NSEWO]/i.test(part) && /\d/.test(part)) ? parts : null
}

function byMarks(text: string): string[] {
  if (text.includes(';')) return text.split(/;\s*/)
  if (text.includes('/')) return text.split(/\s*\/\s*/)
  if (/,\s/.test(text)) return text.split(/,\s+/)
  const commas = text.split(',')
  if (commas.length === 2 || (commas.length > 2 && commas.every((part) => /^\s*-?\d+\.\d+\s*$|^\s*\d+\s*$/.test(part)) && commas[0]!.includes('.'))) return commas
  return text.split(/\s+/)
}
