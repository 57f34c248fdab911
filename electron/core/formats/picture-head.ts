/** Kind and size of a picture by its first bytes; null for what is no PNG, JPEG or WebP. */
export function pictureOf(bytes: Uint8Array): { type: string; width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const word = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length))
  if (bytes.length >= 33 && word(0, 8) === '\u0089PNG\r\n\u001a\n' && word(12, 4) === 'IHDR') return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
  if (bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(view)
  if (bytes.length >= 30 && word(0, 4) === 'RIFF' && word(8, 4) === 'WEBP') return webpSize(view, word(12, 4))
  return null
}

/** From the first frame header; a size of 0 where there is none. */
function jpegSize(view: DataView): { type: string; width: number; height: number } {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) break
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) { at += 1; continue }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { at += 2; continue }
    const length = view.getUint16(at + 2)
    if (marker === 0xda || marker === 0xd9 || length < 2) break
    at += 2 + length
  }
  return { type: 'image/jpeg', width: 0, height: 0 }
}

function webpSize(view: DataView, chunk: string): { type: string; width: number; height: number } {
  const type = 'image/webp'
  if (chunk === 'VP8X') return { type, width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) }
  if (chunk === 'VP8L') { const bits = view.getUint32(21, true); return { type, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) } }
  return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}
