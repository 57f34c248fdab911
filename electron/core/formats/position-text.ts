import { readPair, type PairOrder } from './coordinates.ts'
import { readGridReference } from './grid-reference.ts'
import { readPlusCode } from './plus-code.ts'

/** The longitude and latitude that one text writes: two coordinates, UTM with its zone, MGRS, a Plus code, an object of both, or any of these in brackets behind a name; null where it writes none. */
export function readPosition(text: string, order: PairOrder): [lon: number, lat: number] | null {
  if (text.includes('{')) return fromObject(text)
  const behind = /^[^(]*\p{L}{2}[^(]*\(([^()]*\d[^()]*)\)\s*$/u.exec(text)
  if (behind) return readPosition(behind[1]!, order)
  const referenced = readGridReference(text) ?? readPlusCode(text)
  if (referenced) return referenced
  const pair = readPair(text, order)
  return pair && [pair[1], pair[0]]
}

/** Whether a text can be nothing but a position, whatever its column is called: with letters of hemispheres, a grid reference or a Plus code. */
export function isCertainPosition(text: string): boolean {
  if (text.length < 6 || text.length > 80 || !/\d/.test(text)) return false
  if (readGridReference(text) !== null || readPlusCode(text) !== null) return true
  if (/[{(]/.test(text)) { const found = readPosition(text, 'lat-lon'); return found !== null && Math.abs(found[1]) <= 90 && Math.abs(found[0]) <= 180 && /\.\d{2}/.test(text) }
  const pair = readPair(text)
  return pair !== null && Math.abs(pair[0]) <= 90 && Math.abs(pair[1]) <= 180 && /[NSEWO°\u0400-\u04ff\u0600-\u06ff]/i.test(text)
}

/** `{"lat": 1.5, "lon": 36.5}` and the like. */
function fromObject(text: string): [lon: number, lat: number] | null {
  const part = (names: string) => Number(new RegExp(`["']?(?:${names})["']?\\s*:\\s*["']?(-?\\d+(?:\\.\\d+)?)`, 'i').exec(text)?.[1] ?? NaN)
  const [lon, lat] = [part('lon|lng|long|longitude'), part('lat|latitude')]
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null
}
