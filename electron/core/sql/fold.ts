/** Letters of Latin scripts that Unicode does not take apart. */
const letters: Record<string, string> = { ı: 'i', ø: 'o', ß: 'ss', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ɓ: 'b', ɗ: 'd', ŋ: 'n', ɔ: 'o', ɛ: 'e' }
const pattern = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')

/** Text for searching and sorting: lower case, without accents. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(pattern, (letter) => letters[letter] ?? letter)
}
