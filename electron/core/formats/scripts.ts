import iconv from 'iconv-lite'

/** A script as it is written: its letters, those that make up most of its words, and the code pages that hold it. */
interface Script { letters: RegExp; common: string; cased: boolean; encodings: readonly string[] }

const scripts: readonly Script[] = [
  { letters: /[а-яёіїєґўқғҳА-ЯЁІЇЄҐЎҚҒҲ]/, common: 'оаеинтрслвкмдуОАЕИНТРСЛВКМДУ', cased: true, encodings: ['windows-1251', 'cp866', 'koi8-r', 'maccyrillic', 'iso-8859-5'] },
  { letters: /[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]/, common: 'الينموربتدسعةهف', cased: false, encodings: ['windows-1256', 'iso-8859-6'] },
  { letters: /[α-ωάέήίόύώϊϋΐΰΑ-ΩΆΈΉΊΌΎΏ]/, common: 'αοιετσνηρκλπυςόίάέΑΟΙΕΤΣΝΗΡΚΛΠΥ', cased: true, encodings: ['windows-1253', 'cp737'] },
  { letters: /[\u05d0-\u05ea]/, common: 'יוהלארמתבנש', cased: false, encodings: ['windows-1255', 'cp862'] },
  { letters: /[\u0e01-\u0e4e]/, common: 'านรอกเงมยลวดทสตะปบคหแพช่้ัีิ', cased: false, encodings: ['windows-874'] },
]

/** The code page of one byte per character in which the bytes write words of a script other than Latin, or null where none does clearly. A few names are enough: capitals stand at the beginning of words or throughout, marks stand on letters, and common letters are common. */
export function encodingOfScript(sample: Uint8Array): string | null {
  const bytes = Buffer.from(sample)
  let best = { encoding: '', score: 0 }
  for (const script of scripts) {
    for (const encoding of script.encodings) {
      const score = scoreOf(iconv.decode(bytes, encoding), script)
      if (score > best.score) best = { encoding, score }
    }
  }
  return best.score >= 0.6 ? best.encoding : null
}

/** The mean over all characters beyond ASCII: 1 for a common letter, less for a rare one, below 0 for what does not belong. */
function scoreOf(text: string, script: Script): number {
  let sum = 0
  let count = 0
  for (const word of text.match(/[^\s\u0000-@[-`{-\u007f\u00a0«»№–—’“”،؛؟]+/g) ?? []) {
    const odd = /[a-z]/i.test(word) || (script.cased ? !/^(\p{Lu}?\p{Ll}*|\p{Lu}+)$/u.test(word) : /^[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เแโใไ][^\u0e01-\u0e2e]|[\u0e40-\u0e46][\u0e31\u0e34-\u0e3a]|ة./.test(word))
    for (const letter of word) {
      if (letter < '\u0080') continue
      count += 1
      sum += !script.letters.test(letter) ? -1 : odd ? -0.5 : script.common.includes(letter) ? 1 : script.cased ? 0.4 : 0.2
    }
  }
  return count === 0 ? 0 : sum / count
}
