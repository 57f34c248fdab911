const clear = 256
const end = 257
const first = 258
const mostCodes = 4094
const slots = 16_384

/** Packs bytes by LZW as TIFF has it (codes of 9 to 12 bits, highest bit first). */
export function packLzw(bytes: Uint8Array): Uint8Array {
  let packed = new Uint8Array(Math.max(64, bytes.length >> 1))
  let size = 0
  let hold = 0
  let held = 0
  let width = 9
  let next = first
  const keys = new Int32Array(slots)
  const codes = new Uint16Array(slots)
  const put = (code: number) => {
    hold = ((hold << width) | code) & 0xff_ffff
    held += width
    while (held >= 8) {
      if (size === packed.length) packed = enlarged(packed)
      held -= 8
      packed[size++] = (hold >> held) & 0xff
    }
  }
  const grow = () => {
    next++
    if (next === mostCodes) {
      put(clear)
      keys.fill(-1)
      next = first
      width = 9
    } else if (next > (1 << width) - 1) width++
  }
  keys.fill(-1)
  put(clear)
  let prefix = bytes[0] ?? -1
  for (let i = 1; i < bytes.length; i++) {
    const byte = bytes[i]!
    const key = (prefix << 8) | byte
    let slot = Math.imul(key, 0x9e3779b1) >>> 18
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (slots - 1)
    if (keys[slot] === key) { prefix = codes[slot]!; continue }
    put(prefix)
    keys[slot] = key
    codes[slot] = next
    grow()
    prefix = byte
  }
  if (prefix >= 0) {
    put(prefix)
    grow()
  }
  put(end)
  if (held > 0) put(0)
  return packed.slice(0, size)
}

/** Unpacks `length` bytes. Throws `RangeError` for what is no such packing. */
export function unpackLzw(packed: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  const prefixes = new Uint16Array(4096)
  const suffixes = new Uint8Array(4096)
  const lengths = new Uint16Array(4096)
  for (let i = 0; i < 256; i++) { suffixes[i] = i; lengths[i] = 1 }
  let at = 0
  let hold = 0
  let held = 0
  let width = 9
  let next = first
  let old = -1
  let size = 0
  while (size < length) {
    while (held < width) {
      if (at === packed.length) throw new RangeError('the packed bytes end too early')
      hold = ((hold << 8) | packed[at++]!) & 0xff_ffff
      held += 8
    }
    held -= width
    const code = (hold >> held) & ((1 << width) - 1)
    if (code === end) break
    if (code === clear) { width = 9; next = first; old = -1; continue }
    if (code > next || (old < 0 && code > 255) || (code === next && old < 0)) throw new RangeError('the packed bytes are damaged')
    const known = code < next ? code : old
    const count = lengths[known]! + (code < next ? 0 : 1)
    let place = size + lengths[known]! - 1
    let head = known
    for (let one = known; place >= size; place--) {
      head = suffixes[one]!
      if (place < length) bytes[place] = head
      one = prefixes[one]!
    }
    if (code === next && size + count - 1 < length) bytes[size + count - 1] = head
    if (old >= 0 && next < 4096) {
      prefixes[next] = old
      suffixes[next] = head
      lengths[next] = lengths[old]! + 1
      next++
      if (next > (1 << width) - 2 && width < 12) width++
    }
    size += count
    old = code
  }
  if (size < length) throw new RangeError('the packed bytes end too early')
  return bytes
}

function enlarged(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2)
  larger.set(bytes)
  return larger
}
