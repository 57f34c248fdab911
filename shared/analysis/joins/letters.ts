import { ethiopicLatin } from './ethiopic.ts'

const latin: Record<string, string> = { ı: 'i', ø: 'o', ß: 'ss', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ɓ: 'b', ɗ: 'd', ƙ: 'k', ƴ: 'y', ŋ: 'n', ɲ: 'n', ɔ: 'o', ɛ: 'e', ə: 'e', ħ: 'h' }
const arabic: Record<string, string> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ئ: 'ي', ؤ: 'و', ة: 'ه', ک: 'ك', ۀ: 'ه' }
const other = { ...latin, ...arabic }

/** Text without case, accents and other marks, width and variant letters; Arabic without vowel signs, hamza and lengthening; digits of any script as ours. */
export function plainLetters(text: string): string {
  return text.normalize('NFKC').replace(/[أإآٱئؤ]/g, (letter) => arabic[letter]!).normalize('NFKD').replace(/[\p{M}\u0640\u200c-\u200f]+/gu, '').toLowerCase()
    .replace(/[^\u0000-\u007f]/g, (letter) => other[letter] ?? digitOf(letter) ?? letter)
}

function digitOf(letter: string): string | null {
  const code = letter.charCodeAt(0)
  if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)) return String(code & 0xf)
  return code >= 0x966 && code <= 0x96f ? String(code - 0x966) : null
}

const cyrillic: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ye', ж: 'zh', з: 'z', и: 'i', і: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ғ: 'gh', қ: 'q', ң: 'ng', ө: 'o', ү: 'u', ұ: 'u', һ: 'h', ә: 'a', ҳ: 'h', ҷ: 'j',
}
const semitic: Record<string, string> = {
  ا: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z', س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: '', غ: 'gh', ف: 'f', ق: 'q', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h', و: 'w', ي: 'y', ء: '', پ: 'p', چ: 'ch', ژ: 'zh', گ: 'g', ڤ: 'v', ں: 'n', ے: 'y', ٹ: 't', ڈ: 'd', ڑ: 'r',
}
const greek: Record<string, string> = { α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm', ν: 'n', ξ: 'x', ο: 'o', π: 'p', ρ: 'r', σ: 's', ς: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' }
const scripts = { ...cyrillic, ...semitic, ...greek }

/** The Latin letters of a text in plain Cyrillic, Arabic, Greek or Ethiopic letters; others stay. */
export function toLatin(plain: string): string {
  return plain.replace(/[\u0370-\u06ff\u1200-\u137f]/g, (letter) => scripts[letter] ?? ethiopicLatin(letter) ?? letter)
}

/** The script that most of a text's letters are in: `l` Latin, `c` Cyrillic, `a` Arabic, `g` Greek, `e` Ethiopic, `o` any other. */
export function scriptOf(plain: string): 'l' | 'c' | 'a' | 'g' | 'e' | 'o' {
  const letter = /\p{L}/u.exec(plain)?.[0] ?? 'a'
  if (letter <= '\u024f') return 'l'
  if (letter >= '\u0400' && letter <= '\u052f') return 'c'
  if (letter >= '\u0600' && letter <= '\u06ff') return 'a'
  if (letter >= '\u1200' && letter <= '\u137f') return 'e'
  return letter >= '\u0370' && letter <= '\u03ff' ? 'g' : 'o'
}
