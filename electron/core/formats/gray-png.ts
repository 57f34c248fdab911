import { inflateSync } from 'node:zlib'

/** The numbers of a PNG with one channel of 16 or 8 bits, row by row. Throws an Error in words for any other, and for another size. */
export function readGrayPng(file: Uint8Array, width: number, height: number): Uint16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const type = (at: number) => String.fromCharCode(...file.subarray(at + 4, at + 8))
  if (file.length < 33 || view.getUint32(0) !== 0x89504e47 || type(8) !== 'IHDR') throw new Error('no PNG')
  const bits = view.getUint8(24)
  if (view.getUint32(16) !== width || view.getUint32(20) !== height || (bits !== 16 && bits !== 8) || view.getUint8(25) !== 0 || view.getUint8(28) !== 0) throw new Error('a PNG of another kind')
  const parts: Uint8Array[] = []
  for (let at = 33; at + 12 <= file.length;) {
    const length = view.getUint32(at)
    if (at + 12 + length > file.length) break
    if (type(at) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const each = bits / 8
  const line = width * each
  const packed = inflateSync(Buffer.concat(parts), { maxOutputLength: (line + 1) * height })
  if (packed.length !== (line + 1) * height) throw new Error('a PNG that is cut off')
  const rows = unfiltered(packed, line, height, each)
  return Uint16Array.from({ length: width * height }, (_, i) => (each === 2 ? (rows[2 * i]! << 8) | rows[2 * i + 1]! : rows[i]!))
}

/** Takes the filters of PNG off its lines (PNG specification, section 9). */
function unfiltered(packed: Uint8Array, line: number, height: number, each: number): Uint8Array {
  const out = new Uint8Array(line * height)
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (line + 1)]!
    for (let x = 0; x < line; x++) {
      const at = y * line + x
      const left = x >= each ? out[at - each]! : 0
      const up = y > 0 ? out[at - line]! : 0
      const corner = x >= each && y > 0 ? out[at - line - each]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      if (guess === undefined) throw new Error('a PNG with an unknown filter')
      out[at] = packed[y * (line + 1) + 1 + x]! + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
