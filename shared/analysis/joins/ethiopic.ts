/** Consonants of the Ethiopic syllables from U+1200 on, eight to a row (ALA-LC's without marks); the eighth of a row is its labial, -wa. */
const rows = 'h l h m s r s sh q qw q qw b v t ch h hw n ny \' k kw kh khw w \' z zh y d d j g gw ng t ch p ts ts f p'.split(' ')
const vowels = ['e', 'u', 'i', 'a', 'e', '', 'o', 'wa']
const first = 0x1200

/** A syllable in Latin letters, or null for what is no Ethiopic syllable. The sixth order, read with a short vowel or none, is its consonant alone. */
export function ethiopicLatin(letter: string): string | null {
  const at = letter.charCodeAt(0) - first
  const consonant = at < 0 ? undefined : rows[at >> 3]
  return consonant === undefined ? null : (consonant === "'" ? '' : consonant) + vowels[at & 7]!
}
