/** `33N`, `33 S`, `32733`, `UTM 33P` (with the latitude band's letter) as a system of WGS 84, or null. The letter S is a band of the north as well (32° to 40°): a northing that lies there decides. */
export function utmSystem(zone: string, northing = NaN): string | null {
  const code = /^\s*(?:EPSG:)?(32[67])(\d\d)\s*$/i.exec(zone)
  if (code && Number(code[2]) >= 1 && Number(code[2]) <= 60) return `EPSG:${code[1]}${code[2]}`
  const m = /^\s*(?:UTM|zone|huso|fuseau|fuso)?[\s_-]*(?:zone)?[\s_-]*(\d{1,2})\s*°?\s*([A-Z])?/i.exec(zone)
  if (!m || Number(m[1]) < 1 || Number(m[1]) > 60) return null
  const letter = (m[2] ?? 'N').toUpperCase()
  const bandS = letter === 'S' && northing > 3_540_000 && northing < 4_430_000
  const south = (letter === 'S' && !bandS) || letter < 'N'
  return `EPSG:${south ? 327 : 326}${m[1]!.padStart(2, '0')}`
}

/** The zone that a name of a column says (`X_UTM36S`, `Easting (UTM zone 37 N)`) as a system, or null. */
export function utmInName(name: string): string | null {
  const m = /utm[\s_-]*(?:zone)?[\s_-]*(\d{1,2})[\s_-]*([NS])(?![a-z])/i.exec(name)
  return m ? utmSystem(`${m[1]}${m[2]}`) : null
}
