import type { Geometry, Position } from 'geojson'
import { readGeometry } from '../formats/geojson-geometry.ts'
import { createNotebook } from '../formats/notebook.ts'
import { decodeWkb } from '../../../shared/geo/wkb.ts'

/** A geometry in a cell: well-known text (with `SRID=…;`, Z and M), well-known binary in hexadecimal digits, or GeoJSON. Null where it is none of these; `crs` where the text names it. */
export function readGeometryText(text: string): { geometry: Geometry | null; crs: string | null } | null {
  const plain = text.trim()
  const srid = /^SRID=(\d+);/i.exec(plain)
  const body = srid ? plain.slice(srid[0].length) : plain
  const crs = srid ? `EPSG:${srid[1]}` : null
  try {
    if (/^(multi)?(point|linestring|polygon)|^geometrycollection/i.test(body)) {
      const reader = createReader(body)
      const geometry = readTagged(reader, 0)
      return reader.end() ? { geometry, crs } : null
    }
    if (body.startsWith('{')) {
      const { geometry, problem } = readGeometry(JSON.parse(body), createNotebook())
      return problem ? null : { geometry, crs }
    }
    if (/^[0-9a-f]{18,}$/i.test(body) && body.length % 2 === 0 && /^0[01]/.test(body)) return { geometry: decodeWkb(Buffer.from(body, 'hex')), crs }
  } catch {
    return null
  }
  return null
}

interface Reader { word(): string; take(mark: string): boolean; number(): number | null; end(): boolean }

function createReader(text: string): Reader {
  let at = 0
  const skip = () => { while (at < text.length && text.charCodeAt(at) <= 32) at += 1 }
  const match = (pattern: RegExp): string | null => {
    skip()
    pattern.lastIndex = at
    const m = pattern.exec(text)
    if (m) at = pattern.lastIndex
    return m ? m[0] : null
  }
  const word = /[a-z]+/iy
  const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|[+-]?inf(?:inity)?/iy
  return {
    word: () => match(word)?.toUpperCase() ?? '',
    take(mark) { skip(); if (text[at] !== mark) return false; at += 1; return true },
    number() { const found = match(number); return found === null ? null : Number(found) },
    end() { skip(); return at >= text.length },
  }
}

function readTagged(reader: Reader, depth: number): Geometry | null {
  if (depth > 8) throw new Error('nested too deep')
  let type = reader.word()
  let open = reader.take('(')
  if (!open) {
    const next = reader.word()
    if (next === 'EMPTY') return null
    if (!/^(Z|M|ZM)$/.test(next)) throw new Error('not well-known text')
    open = reader.take('(')
    if (!open) { if (reader.word() === 'EMPTY') return null; throw new Error('not well-known text') }
  }
  type = type.replace(/(Z|M|ZM)$/, (end) => /^(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION|MULTI\w+)$/.test(type.slice(0, -end.length)) ? '' : end)
  switch (type) {
    case 'POINT': return { type: 'Point', coordinates: closed(reader, readPosition(reader)) }
    case 'LINESTRING': return { type: 'LineString', coordinates: rest(reader, readPosition) }
    case 'POLYGON': return { type: 'Polygon', coordinates: rest(reader, readLine) }
    case 'MULTIPOINT': return { type: 'MultiPoint', coordinates: rest(reader, (r) => { const inner = r.take('('); const position = readPosition(r); return inner ? closed(r, position) : position }) }
    case 'MULTILINESTRING': return { type: 'MultiLineString', coordinates: rest(reader, readLine) }
    case 'MULTIPOLYGON': return { type: 'MultiPolygon', coordinates: rest(reader, (r) => { if (!r.take('(')) throw new Error('not well-known text'); return rest(r, readLine) }) }
    case 'GEOMETRYCOLLECTION': return { type: 'GeometryCollection', geometries: rest(reader, (r) => readTagged(r, depth + 1)).filter((member) => member !== null) }
    default: throw new Error('not well-known text')
  }
}

function closed<T>(reader: Reader, value: T): T {
  if (!reader.take(')')) throw new Error('not well-known text')
  return value
}

/** Items up to the closing bracket. */
function rest<T>(reader: Reader, item: (reader: Reader) => T): T[] {
  const items = [item(reader)]
  while (reader.take(',')) items.push(item(reader))
  return closed(reader, items)
}

function readLine(reader: Reader): Position[] {
  if (!reader.take('(')) throw new Error('not well-known text')
  return rest(reader, readPosition)
}

function readPosition(reader: Reader): Position {
  const x = reader.number()
  const y = reader.number()
  if (x === null || y === null) throw new Error('not well-known text')
  while (reader.number() !== null);
  return [x, y]
}
