import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessEncoding } from './encoding.ts'
import { checkedEncoding } from './text.ts'

/** What names the encoding of a dBase table: the analyst, the .cpg file's text, the header's language byte, and the bytes themselves (`cells`: some of its texts that hold bytes beyond ASCII). */
export interface EncodingClues { given?: string; cpg: string | null; language: number; cells: Uint8Array[] }

/** `why` where something beside the texts named it: `cpg-file: …` or `dbf-language: …`. */
export interface FoundEncoding { encoding: string; why?: string; note: { code: string; sample: string } | null }

const languages: Record<number, string> = {
  0x01: 'cp437', 0x02: 'cp850', 0x04: 'macintosh', 0x08: 'cp865', 0x09: 'cp437', 0x0a: 'cp850', 0x0b: 'cp437', 0x0d: 'cp437', 0x0e: 'cp850', 0x0f: 'cp437', 0x10: 'cp850', 0x11: 'cp437', 0x12: 'cp850', 0x13: 'shift_jis', 0x14: 'cp850', 0x15: 'cp437', 0x16: 'cp850', 0x17: 'cp865', 0x18: 'cp437', 0x19: 'cp437', 0x1a: 'cp850', 0x1b: 'cp437', 0x1c: 'cp863', 0x1d: 'cp850', 0x1f: 'cp852', 0x22: 'cp852', 0x23: 'cp852', 0x24: 'cp860', 0x25: 'cp850', 0x26: 'cp866', 0x37: 'cp850', 0x40: 'cp852', 0x4d: 'gbk', 0x4e: 'euc-kr', 0x4f: 'big5', 0x50: 'windows-874', 0x58: 'windows-1252', 0x59: 'windows-1252', 0x64: 'cp852', 0x65: 'cp866', 0x66: 'cp865', 0x67: 'cp861', 0x6a: 'cp737', 0x6b: 'cp857', 0x6c: 'cp863', 0x78: 'big5', 0x79: 'euc-kr', 0x7a: 'gbk', 0x7b: 'shift_jis', 0x7c: 'windows-874', 0x7d: 'windows-1255', 0x7e: 'windows-1256', 0x86: 'cp737', 0x87: 'cp852', 0x88: 'cp857', 0xc8: 'windows-1250', 0xc9: 'windows-1251', 0xca: 'windows-1254', 0xcb: 'windows-1253', 0xcc: 'windows-1257',
}

/** The encoding of a dBase table: given, else the .cpg, else UTF-8 where the bytes are valid UTF-8, else the language byte, else a guess. A .cpg that says UTF-8 over other bytes is not believed, and a note says so. */
export function encodingOfDbf({ given, cpg, language, cells }: EncodingClues): FoundEncoding {
  if (given) return { encoding: normal(checkedEncoding(given)), note: null }
  const valid = cells.every((cell) => isUtf8(withoutCutCharacter(cell)))
  const named = cpg ? encodingOfCpg(cpg) : null
  if (named && !(named === 'utf-8' && !valid)) return { encoding: named, why: `cpg-file: ${cpg!.replace(/[\0\s]+/g, ' ').trim().slice(0, 40)}`, note: null }
  if (cells.length && valid) return { encoding: 'utf-8', note: null }
  const byLanguage = languages[language]
  const found = byLanguage && iconv.encodingExists(byLanguage) ? byLanguage : cells.length ? guess(cells, language === 0x57 || language === 0x03) : 'windows-1252'
  const why = byLanguage && found === byLanguage ? { why: `dbf-language: 0x${language.toString(16).padStart(2, '0')}` } : {}
  if (named) return { encoding: found, ...why, note: { code: 'ENCODING_DIFFERS', sample: `the .cpg says UTF-8, but the text is not; read as ${found}` } }
  return { encoding: found, ...why, note: byLanguage || !cells.length || ((language === 0x57 || language === 0x03) && found === 'windows-1252') ? null : { code: 'ENCODING_GUESSED', sample: found } }
}

/** The bytes without a UTF-8 character that the end of a field cuts. */
export function withoutCutCharacter(cell: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, cell.length); back++) {
    const byte = cell[cell.length - back] ?? 0
    if (byte < 0x80) return cell
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? cell.subarray(0, cell.length - back) : cell
  }
  return cell
}

function encodingOfCpg(text: string): string | null {
  const name = text.replace(/^\uFEFF/, '').replace(/[\0\s]+/g, ' ').trim().slice(0, 40)
  const found = /^(?:ansi|oem|cp|ms|windows|win)?[ _-]?(\d{3,5})$/i.exec(name)
  const page = found?.[1] === '65001' ? 'utf-8' : found?.[1] === '936' ? 'gbk' : found?.[1] === '950' ? 'big5' : found?.[1] === '932' ? 'shift_jis' : found?.[1] === '949' ? 'cp949' : found?.[1]?.startsWith('8859') ? `iso-8859-${found[1].slice(4)}` : found?.[1] ? (/^125\d$|^874$/.test(found[1]) ? `windows-${found[1]}` : `cp${found[1]}`) : name
  return page && iconv.encodingExists(page) ? normal(page) : null
}

function normal(name: string): string {
  return /^(utf-?8|cp65001)$/i.test(name) ? 'utf-8' : name.toLowerCase()
}

/** A table of Windows is not in a code page of the Mac or of DOS. */
function guess(cells: Uint8Array[], windows: boolean): string {
  const sample = Buffer.concat(cells.flatMap((cell) => [cell, Buffer.from(' ')])).subarray(0, 65_536)
  const { encoding } = guessEncoding(sample)
  return encoding === 'macintosh' || (windows && encoding === 'cp850') ? 'windows-1252' : encoding
}
