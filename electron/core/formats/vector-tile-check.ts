/** The most features and vertices of one tile: far more than any honest one has. */
const mostFeatures = 100_000
const mostVertices = 1_000_000

/** How values are written: text, float, double, whole numbers in three ways, yes or no. */
const kinds = [2, 5, 1, 0, 0, 0, 0]

/**
 * Walks a vector tile (Mapbox Vector Tile specification 2.1) as the page's reader will, and answers the names of its layers.
 * Throws an Error in words where a length, an index or a count of commands lies outside: a reader that trusts them could run for ever.
 */
export function checkVectorTile(bytes: Uint8Array): string[] {
  const names: string[] = []
  let left = { features: mostFeatures, vertices: mostVertices }
  for (const { field, wire, from, to } of fieldsOf(bytes, 0, bytes.length)) {
    if (field !== 3) continue
    if (wire !== 2) throw wrong('a layer')
    const layer = checkLayer(bytes, from, to, left)
    left = layer.left
    names.push(layer.name)
  }
  if (names.length === 0 && bytes.length > 0) throw wrong('its layers')
  return names
}

type Left = { features: number; vertices: number }

function checkLayer(bytes: Uint8Array, start: number, end: number, left: Left): { name: string; left: Left } {
  let name: string | null = null
  let [version, extent, keys, values, vertices] = [1, 4096, 0, 0, left.vertices]
  const features: { from: number; to: number }[] = []
  for (const { field, wire, from, to, value } of fieldsOf(bytes, start, end)) {
    if (field <= 4 && wire !== 2) throw wrong('a layer')
    if (field === 1) name = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 400)))
    else if (field === 2) features.push({ from, to })
    else if (field === 3) keys++
    else if (field === 4) { checkValue(bytes, from, to); values++ }
    else if (field === 5) extent = value
    else if (field === 15) version = value
  }
  if (name === null || (version !== 1 && version !== 2) || !(extent >= 1 && extent <= 1 << 20)) throw wrong('a layer')
  if (features.length > left.features) throw new Error(`a tile has more than ${mostFeatures} features`)
  for (const { from, to } of features) vertices -= checkFeature(bytes, from, to, keys, values, vertices)
  return { name, left: { features: left.features - features.length, vertices } }
}

/** A value ends with one of the seven kinds. */
function checkValue(bytes: Uint8Array, start: number, end: number): void {
  let last = 0
  for (const { field, wire } of fieldsOf(bytes, start, end)) {
    if (wire !== (kinds[field - 1] ?? wire)) throw wrong('a value')
    last = field
  }
  if (!(last >= 1 && last <= kinds.length)) throw wrong('a value')
}

function checkFeature(bytes: Uint8Array, start: number, end: number, keys: number, values: number, most: number): number {
  let vertices = 0
  let drawn = false
  for (const { field, wire, from, to } of fieldsOf(bytes, start, end)) {
    if (field === 2) {
      if (wire !== 2) throw wrong('a feature')
      let key = true
      for (let at = from; at < to; key = !key) {
        const one = varint(bytes, at, to)
        if (one.value >= (key ? keys : values)) throw wrong('a feature')
        at = one.next
      }
      if (!key) throw wrong('a feature')
    } else if (field === 4) {
      if (wire !== 2) throw wrong('a geometry')
      drawn = true
      vertices += checkCommands(bytes, from, to)
      if (vertices > most) throw new Error(`a tile has more than ${mostVertices} vertices`)
    }
  }
  if (!drawn) throw wrong('a feature')
  return vertices
}

/** Every command has the parameters that its count promises. */
function checkCommands(bytes: Uint8Array, from: number, to: number): number {
  let vertices = 0
  for (let at = from; at < to;) {
    const head = varint(bytes, at, to)
    const [command, count] = [head.value & 7, Math.floor(head.value / 8)]
    at = head.next
    if (command === 7) { if (count !== 1 || vertices === 0) throw wrong('a geometry'); continue }
    if ((command !== 1 && command !== 2) || (vertices === 0 && command === 2) || count === 0 || count > to - at) throw wrong('a geometry')
    for (let i = 0; i < 2 * count; i++) at = varint(bytes, at, to).next
    vertices += count
  }
  return vertices
}

interface Field { field: number; wire: number; from: number; to: number; value: number }

function* fieldsOf(bytes: Uint8Array, start: number, end: number): Generator<Field> {
  for (let at = start; at < end;) {
    const tag = varint(bytes, at, end)
    const [field, wire] = [Math.floor(tag.value / 8), tag.value & 7]
    let [from, to, value] = [tag.next, tag.next, 0]
    if (wire === 0) { const one = varint(bytes, from, end); value = one.value; to = one.next }
    else if (wire === 1) to = from + 8
    else if (wire === 5) to = from + 4
    else if (wire === 2) { const length = varint(bytes, from, end); from = length.next; to = from + length.value }
    else throw wrong('a field')
    if (field === 0 || to > end) throw wrong('a length')
    yield { field, wire, from, to, value }
    at = to
  }
}

function varint(bytes: Uint8Array, from: number, end: number): { value: number; next: number } {
  let value = 0
  for (let i = 0; i < 10; i++) {
    if (from + i >= end) break
    const byte = bytes[from + i]!
    value += (byte & 127) * 2 ** (7 * i)
    if (byte < 128) return { value, next: from + i + 1 }
  }
  throw wrong('a number')
}

function wrong(what: string): Error {
  return new Error(`a tile is no vector tile (${what} does not fit)`)
}
