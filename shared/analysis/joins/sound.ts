const rules: [RegExp, string][] = [
  [/[^a-z0-9]/g, ''], [/oo/g, 'u'], [/ee/g, 'i'], [/(.)\1+/g, '$1'], [/ph/g, 'f'], [/sch|tch|ch|sh|cz/g, 's'], [/dj|dzh|zh/g, 'j'], [/kh|gh|ck|qu|q|x/g, 'k'], [/dh/g, 'd'], [/th/g, 't'], [/c(?=[eiy])/g, 's'], [/c/g, 'k'], [/g(?=[ei])/g, 'j'],
  [/ou|w|o/g, 'u'], [/ie|ey|ai|ay|ei|y|e/g, 'i'], [/z/g, 's'], [/v/g, 'b'], [/h/g, ''], [/(.)\1+/g, '$1'],
]

/** How a name in Latin letters sounds, roughly and over several languages' spellings (French, English, Spanish, Somali, transliterated Arabic): equal for Kismayo and Kismaayo, Ouaka and Waka. */
export function soundOf(latin: string): string {
  let sound = latin
  for (const [pattern, by] of rules) sound = sound.replace(pattern, by)
  return sound
}
