/** Text as it is compared: without accents, in lower case, with single blanks. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** How well `text` answers the query: 0 not at all (a word of the query is missing), higher is better: the whole, its start, the start of words, anywhere. */
export function matchScore(query: string, text: string): number {
  const wanted = plain(query)
  const given = plain(text)
  if (wanted === '') return 1
  if (given === wanted) return 100
  const words = wanted.split(' ')
  if (!words.every((word) => given.includes(word))) return 0
  if (given.startsWith(wanted)) return 80
  const starts = words.filter((word) => given.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))).length
  return 20 + (40 * starts) / words.length
}

/** The best answers first; equals keep their order. */
export function bestMatches<T>(query: string, items: readonly T[], text: (item: T) => string, limit: number): T[] {
  return items
    .map((item, at) => ({ item, at, score: matchScore(query, text(item)) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit)
    .map((one) => one.item)
}
