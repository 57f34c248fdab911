/** Hemispheres as they are written in other languages and scripts, and the letters that stand for them. Longer writings come first. */
const writings: readonly (readonly [RegExp, string])[] = [
  [/северной широты|північної широти|с\.?\s*ш\.?|пн\.?\s*ш\.?/giu, 'N'], [/южной широты|південної широти|ю\.?\s*ш\.?|пд\.?\s*ш\.?/giu, 'S'],
  [/восточной долготы|східної довготи|в\.?\s*д\.?|сх\.?\s*д\.?/giu, 'E'], [/западной долготы|західної довготи|з\.?\s*д\.?|зх\.?\s*д\.?/giu, 'W'],
  [/شمال(?:اً|ًا|ا|ی|ي)?/gu, 'N'], [/جنوب(?:اً|ًا|ا|ی|ي)?/gu, 'S'], [/شرق(?:اً|ًا|ا|ی|ي)?/gu, 'E'], [/غرب(?:اً|ًا|ا|ی|ي)?/gu, 'W'],
  [/北[纬緯]|북위/gu, 'N'], [/南[纬緯]|남위/gu, 'S'], [/[东東][经經経]|동경/gu, 'E'], [/西[经經経]|서경/gu, 'W'], [/度|도/gu, '°'], [/分|분/gu, '′'], [/秒|초/gu, '″'],
  [/\b(?:nord|norte|north)\b/giu, 'N'], [/\b(?:sud|sur|sul|south)\b/giu, 'S'], [/\b(?:est|este|leste|east|ost)\b/giu, 'E'], [/\b(?:ouest|oeste|west)\b/giu, 'W'],
]

/** The text with every hemisphere as a western letter. */
export function westernHemispheres(text: string): string {
  if (!/[\p{L}]{2}|[^\u0000-\u02ff]/u.test(text)) return text
  return writings.reduce((changed, [pattern, letter]) => changed.replace(pattern, letter), text)
}
