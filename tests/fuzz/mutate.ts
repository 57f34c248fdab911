import { chance } from '../electron/formats/damage.ts'

/** Numbers from 0 to 1 in an order that a seed decides. */
export type Chance = () => number

const longest = 300_000

export function pick<T>(list: readonly T[], next: Chance): T { return list[Math.floor(next() * list.length)]! }
export function below(limit: number, next: Chance): number { return Math.floor(next() * limit) }

/** A chance of its own for one input, so that each can be made alone. */
export function chanceOf(seed: number, index: number): Chance {
  return chance(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
}

/** `bytes` with `cut` bytes at `at` replaced by `by`. */
export function spliced(bytes: Uint8Array, at: number, cut: number, by: Uint8Array | string = ''): Buffer {
  return Buffer.concat([bytes.subarray(0, at), typeof by === 'string' ? Buffer.from(by) : by, bytes.subarray(at + cut)]).subarray(0, longest)
}

const numbers = [0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 1000, 4096, 32767, 32768, 65535, 65536, 1e6, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]
const doubles = [NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, 180, 181, -180.0000001, 90.1, 1e5, 1e9, 1e20, -1]

/** Some bytes changed, taken out, doubled or cut off; numbers of each width and order set to those that break arithmetic. `head` draws half of the places into the first bytes, where formats keep their lengths. */
export function mutateBytes(bytes: Uint8Array, next: Chance, head = 200): Buffer {
  let out: Buffer = Buffer.from(bytes)
  for (let rounds = 1 + below(4, next); rounds > 0 && out.length > 0; rounds--) {
    const at = below(next() < 0.5 ? Math.min(head, out.length) : out.length, next)
    switch (below(10, next)) {
      case 0: out[at] = below(256, next); break
      case 1: out[at] = out[at]! ^ (1 << below(8, next)); break
      case 2: case 3: if (at + 4 <= out.length) { if (next() < 0.5) out.writeUInt32LE(pick(numbers, next), at); else out.writeUInt32BE(pick(numbers, next), at) } break
      case 4: if (at + 2 <= out.length) { if (next() < 0.5) out.writeUInt16LE(pick(numbers, next) & 65535, at); else out.writeUInt16BE(pick(numbers, next) & 65535, at) } break
      case 5: if (at + 8 <= out.length) { if (next() < 0.6) out.writeDoubleLE(pick(doubles, next), at); else out.writeBigUInt64LE(next() < 0.5 ? BigInt(pick(numbers, next)) : 2n ** 63n - 1n, at) } break
      case 6: out = spliced(out, at, 1 + below(24, next)); break
      case 7: out = spliced(out, at, 0, out.subarray(at, at + 1 + below(80, next))); break
      case 8: out = spliced(out, at, 0, Buffer.from(Array.from({ length: 1 + below(16, next) }, () => below(256, next)))); break
      default: if (next() < 0.4) out = out.subarray(0, at)
    }
  }
  return out
}

/** Words that break readers of text of any kind. */
export const hostileWords = [
  '"', '""', "'", '\u0000', '\n', '\r', '\r\n', ',', ';', '\t', '|', '{', '}', '[', ']', ':', '<', '>', '&', '\\', '\\u0000', '\\ud800', '\ufeff', '\u202e', '\u2028', '\u001b[31m', '\u0301', '\ud83d\ude00', '#', '=1+1', '@', ' ', '\u00a0',
  'null', 'true', 'NaN', 'Infinity', '-0', '1e999', '-1e999', '1e-999', '0x10', '9007199254740993', '99999999999999999999', '2147483648', '-2147483649', '1,5', '1.234.567', '٣٫٥', '180.0001', '-91', '1e5', '500000',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '2022-02-30', '0000-00-00', '9999-12-31T23:59:60Z', '44197', 'POINT(1 2)', 'POLYGON((0 0,1 1', '4°30\'00"N', '33N 500000 400000', '#adm1+code',
]

/** Words changed, doubled, moved or taken out, numbers and quoted texts replaced, parts repeated many times, other encodings. `words` are those of the format. */
export function mutateText(bytes: Uint8Array, next: Chance, words: readonly string[] = []): Buffer {
  let out: Buffer = Buffer.from(bytes)
  const word = () => (words.length > 0 && next() < 0.6 ? pick(words, next) : pick(hostileWords, next))
  for (let rounds = 1 + below(4, next); rounds > 0 && out.length > 0; rounds--) {
    const at = below(out.length, next)
    switch (below(13, next)) {
      case 0: out[at] = below(256, next); break
      case 1: out = spliced(out, at, 1 + below(20, next)); break
      case 2: case 3: out = spliced(out, at, 0, word()); break
      case 4: out = spliced(out, at, 0, out.subarray(at, at + below(200, next))); break
      case 5: case 6: out = replaced(out, at, /-?\d+(\.\d+)?/, word()); break
      case 7: out = replaced(out, at, /"[^"]*"/, `"${word()}"`); break
      case 8: out = replaced(out, at, /[A-Za-z_]+/, word()); break
      case 9: out = moved(out, at, below(out.length, next)); break
      case 10: if (next() < 0.2) out = repeated(out, at, 1 + below(12, next), pick([10, 300, 3000], next)); break
      case 11: if (next() < 0.3) out = otherEncoding(out, next); break
      default: if (next() < 0.4) out = out.subarray(0, at)
    }
  }
  return out
}

/** Values changed so that the text stays well-formed: numbers, quoted texts of JSON or texts between tags of XML, and whole parts doubled. So what lies behind the parser is reached. */
export function mutateValues(bytes: Uint8Array, next: Chance, form: 'json' | 'xml' | 'csv'): Buffer {
  let out: Buffer = Buffer.from(bytes)
  const plain = () => pick(hostileWords, next).replace(form === 'csv' ? /["\n\r]/g : /[<>&"\u0000\u001b\ud800\u0001-\u0008]/g, '')
  for (let rounds = 1 + below(4, next); rounds > 0 && out.length > 0; rounds--) {
    const at = below(out.length, next)
    if (form === 'json') out = next() < 0.6 ? replaced(out, at, /-?\d+(\.\d+)?(?=[,\]}])/, pick(['0', '-0', '1e300', '1e999', '180.5', '-91', '"x"', 'null', '500000', '1', '[]', '[[1,2]]', '{}', '9007199254740993'], next)) : replaced(out, at, /"[^"\\]*"/, JSON.stringify(plain()))
    else if (form === 'xml') out = next() < 0.5 ? replaced(out, at, />[^<>]+</, `>${plain()}<`) : next() < 0.6 ? replaced(out, at, /-?\d+(\.\d+)?/, pick(numerals, next)) : replaced(out, at, /<(\w+)[^<>]*>[^<>]*<\/\1>/, '$&$&')
    else out = next() < 0.5 ? replaced(out, at, /(?<=[,;\t\n])[^,;\t\n"]*/, plain()) : replaced(out, at, /-?\d+(\.\d+)?/, pick(numerals, next))
  }
  return out
}

const numerals = ['0', '-1', '1e300', '1e999', '180.5', '-91', '500000', '4.5', '99999999999', '1,5', '2147483648', '44197', '-0', 'NaN']

/** The first match of `pattern` from `at` on replaced. */
function replaced(bytes: Buffer, at: number, pattern: RegExp, by: string): Buffer {
  const found = pattern.exec(bytes.toString('latin1', at))
  return found ? spliced(bytes, at + found.index, found[0].length, by === '$&$&' ? bytes.subarray(at + found.index, at + found.index + found[0].length).toString().repeat(2) : by) : bytes
}

/** A line (or what lies between two commas) put elsewhere. */
function moved(bytes: Buffer, at: number, to: number): Buffer {
  const end = bytes.indexOf(10, at)
  const line = bytes.subarray(at, end < 0 ? bytes.length : end + 1)
  const rest = spliced(bytes, at, line.length)
  return spliced(rest, Math.min(to, rest.length), 0, line)
}

function repeated(bytes: Buffer, at: number, length: number, times: number): Buffer {
  return spliced(bytes, at, 0, Buffer.concat(Array.from({ length: times }, () => bytes.subarray(at, at + length))))
}

function otherEncoding(bytes: Buffer, next: Chance): Buffer {
  const text = bytes.toString('utf8')
  switch (below(5, next)) {
    case 0: return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    case 1: return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').subarray(0, text.length * 2).swap16()])
    case 2: return Buffer.from(text, 'latin1')
    case 3: return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    default: return Buffer.from(text, 'utf16le')
  }
}
