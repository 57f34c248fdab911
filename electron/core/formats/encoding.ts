import { isUtf8 } from 'node:buffer'
import chardet from 'chardet'
import iconv from 'iconv-lite'
import { encodingOfScript } from './scripts.ts'
import { encodingOfWideScript } from './wide-scripts.ts'

export interface Guess { encoding: string; note: { code: string; sample: string } | null }

/** The encoding that a byte order mark or the pattern of zero bytes gives away, or null. */
export function markedEncoding(head: Uint8Array): string | null {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  let even = 0
  let odd = 0
  const length = Math.min(head.length, 4096) & ~1
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even += 1
    if (head[i + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (pairs >= 4 && odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le'
  if (pairs >= 4 && even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** The encoding of bytes without a mark: strict UTF-8 first, then words of a script of its own, then statistics (chardet), then which of the code pages of Latin letters gives words. */
export function guessEncoding(sample: Uint8Array): Guess {
  if (isUtf8(sample)) return { encoding: 'utf-8', note: null }
  const sequences = countUtf8(sample)
  if (sequences.good >= 10 && sequences.good > sequences.bad * 10) {
    return { encoding: 'utf-8', note: { code: 'ENCODING_MIXED', sample: `${sequences.bad} bytes are not UTF-8 and are shown as \ufffd` } }
  }
  const encoding = encodingOfWideScript(sample) ?? (latinWords(sample) ? bestLatin(sample) : encodingOfScript(sample) ?? bestByStatistics(sample))
  return { encoding, note: { code: 'ENCODING_GUESSED', sample: encoding } }
}

const latin = /^(iso-8859-(1|2|9|15)|windows-125[0249])$/i

function bestByStatistics(sample: Uint8Array): string {
  const best = chardet.analyse(sample).find((guess) => iconv.encodingExists(guess.name) && !/^utf|^ascii/i.test(guess.name))
  return best && !latin.test(best.name) && best.confidence >= 30 ? best.name.toLowerCase() : bestLatin(sample)
}

/** The letters of a code page by how much they speak for it; a letter beside a letter earns them, a sign in the middle of a word costs two. */
interface LatinPage { encoding: string; strong: RegExp; weak: RegExp }

const strong = /[éèêàçñóíáúöüäôîâ]/
const weak = /[ãåæëìïòõøœùûýÿßÆÝÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜ]/
const pages: readonly LatinPage[] = [
  { encoding: 'windows-1252', strong, weak },
  { encoding: 'cp850', strong, weak },
  { encoding: 'macintosh', strong, weak },
  { encoding: 'windows-1250', strong: /[šžłąśżźťŠŽŁŚŻŹéóíáúöüäôîâç]/, weak: /[čćđęńěňřůőűăşţďýľĺŕßČĆĐĘŃĚŇŘŮŐŰĂŞŢĎÝÉÓÍÁÚÖÜÄ]/ },
  { encoding: 'windows-1254', strong: /[ığşİçöüâîû]/, weak: /[ĞŞÇÖÜÂÎÛ]/ },
]

function bestLatin(sample: Uint8Array): string {
  const scores = pages.map((page) => latinScore(iconv.decode(Buffer.from(sample), page.encoding), page))
  const best = Math.max(...scores)
  return pages[scores.indexOf(best)]?.encoding ?? 'windows-1252'
}

function latinScore(text: string, page: LatinPage): number {
  let score = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c < '\u0080') continue
    const beside = /[a-zA-Z]/.test(text[i - 1] ?? '') || /[a-zA-Z]/.test(text[i + 1] ?? '')
    const within = /[a-z]/.test(text[i - 1] ?? '') && /[a-z]/.test(text[i + 1] ?? '')
    if (c === '’' && beside) score += 2
    else if (page.strong.test(c)) score += beside ? 2 : 0
    else if (page.weak.test(c)) score += beside ? 1 : 0
    else if (c < '\u00a0') score -= 3
    else if (within) score -= 2
  }
  return score
}

/** True where most bytes beyond ASCII stand alone inside ASCII words, as accents do and other scripts do not. */
function latinWords(sample: Uint8Array): boolean {
  let high = 0
  let alone = 0
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < 0x80) continue
    high += 1
    if ((sample[i - 1] ?? 0) < 0x80 && (sample[i + 1] ?? 0) < 0x80) alone += 1
  }
  return alone > high * 0.7
}

function countUtf8(sample: Uint8Array): { good: number; bad: number } {
  let good = 0
  let bad = 0
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!
    if (byte < 0x80) continue
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 && byte < 0xe0 ? 1 : 0
    let ok = more > 0 && byte < 0xf5
    for (let k = 1; ok && k <= more; k++) ok = ((sample[i + k] ?? 0) & 0xc0) === 0x80
    if (ok) { good += 1; i += more } else bad += 1
  }
  return { good, bad }
}
