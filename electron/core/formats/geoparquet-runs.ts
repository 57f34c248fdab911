/** Where a page's runs stand: how many bits its levels take (0: it has none), how many values it promises, and how its values are encoded (numbers of the Parquet format). */
export interface PageShape { repetitionBits: number; definitionBits: number; values: number; encoding: number; boolean: boolean }

/** Walks over the runs of an unpacked page (version 1: levels with their lengths before the values) and throws a RangeError where one is longer than the page can mean. A decoder that trusts such a run never ends. */
export function checkPageRuns(page: Uint8Array, shape: PageShape): void {
  let at = 0
  for (const bits of [shape.repetitionBits, shape.definitionBits]) {
    if (bits === 0) continue
    const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(at, true)
    checkRuns(page, at + 4, bits, shape.values)
    at += 4 + length
  }
  checkValueRuns(page, at, shape)
}

/** The runs of the values alone, from `at`. */
export function checkValueRuns(page: Uint8Array, at: number, { encoding, values, boolean }: PageShape): void {
  if (at > page.length) throw new RangeError('the levels of a page are longer than it')
  if ((encoding === 2 || encoding === 8) && at < page.length) {
    const bits = page[at]!
    if (bits > 32) throw new RangeError(`dictionary indexes of ${bits} bits`)
    checkRuns(page, at + 1, bits, values)
  } else if (encoding === 3) checkRuns(page, at + (boolean ? 4 : 0), 1, values)
  else if (encoding === 5 || encoding === 6 || encoding === 7) checkDeltaHead(page, at, values)
}

/** Runs of the RLE and bit-packing hybrid: each says how many values it holds. */
export function checkRuns(page: Uint8Array, start: number, bits: number, values: number): void {
  const most = values * 2 + 8192
  let at = start
  let seen = 0
  while (seen < values && at < page.length) {
    const head = varint(page, at)
    at = head.at
    const packed = head.value % 2 === 1
    const count = packed ? Math.floor(head.value / 2) * 8 : head.value / 2
    if (count > most) throw new RangeError(`a run of ${count} values in a page of ${values}`)
    at += packed ? count / 8 * bits : Math.ceil(bits / 8)
    seen += count
  }
}

function checkDeltaHead(page: Uint8Array, at: number, values: number): void {
  if (at >= page.length) return
  const block = varint(page, at)
  const parts = varint(page, block.at)
  const total = varint(page, parts.at)
  if (block.value > 1 << 20 || parts.value === 0 || parts.value > block.value || total.value > values) throw new RangeError(`a block of ${total.value} differences in a page of ${values}`)
}

function varint(page: Uint8Array, from: number): { value: number; at: number } {
  let value = 0
  for (let at = from, scale = 1; at < from + 6; at++, scale *= 128) {
    const byte = page[at]
    if (byte === undefined) throw new RangeError('a run ends early')
    value += (byte & 0x7f) * scale
    if (byte < 128) {
      if (value > 0xffff_ffff) break
      return { value, at: at + 1 }
    }
  }
  throw new RangeError('the length of a run is no number')
}
