import { readPair, type PairOrder } from './coordinates.ts'
import { readGridReference } from './grid-reference.ts'
import { readPlusCode } from './plus-code.ts'

/** The longitude and latitude that one text writes: two coordinates, UTM with its zone, MGRS or a Plus code; null where it writes none. */
export function readPosition(text: string, order: PairOrder): [lon: number, lat: number] | null {
  const referenced = readGridReference(text) ?? readPlusCode(text)
  if (referenced) return referenced
  const pair = readPair(text, order)
  return pair && [pair[1], pair[0]]
}

/** Whether a text can be nothing but a position, whatever its column is called: with letters of hemispheres, a grid reference or a Plus code. */
export function isCertainPosition(text: string): boolean {
  if (text.length < 6 || text.length > 80 || !/\d/.test(text)) return false
  if (readGridReference(text) !== null || readPlusCode(text) !== null) return true
  const pair = readPair(text)
  return pair !== null && Math.abs(pair[0]) <= 90 && Math.abs(pair[1]) <= 180 && /[NSEWO°\u0400-\u04ff\u0600-\u06ff]/i.test(text)
}
