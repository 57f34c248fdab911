import { readFileSync } from 'node:fs'
import type { FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { AreaInput, LayerInput } from '../../../shared/analysis/input.ts'

export type Row = Record<string, string>

/** A small CSV reader for fixtures: quotes, a byte order mark, LF or CRLF. */
export function readCsv(path: string, encoding: BufferEncoding = 'utf8'): Row[] {
  const text = readFileSync(path, encoding).replace(/^\uFEFF/, '')
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i <= text.length; i++) {
    const c = text[i]
    if (quoted && c !== undefined) {
      if (c !== '"') cell += c
      else if (text[i + 1] === '"') { cell += '"'; i++ } else quoted = false
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n' || c === undefined) {
      row.push(cell.replace(/\r$/, ''))
      cell = ''
      if (c !== ',') { if (row.length > 1 || row[0] !== '') rows.push(row); row = [] }
    } else cell += c
  }
  const [head, ...body] = rows
  return body.map((r) => Object.fromEntries(head!.map((h, i) => [h, r[i] ?? ''])))
}

/** Rows as a layer: points where `lon` and `lat` are given, otherwise a table by `code`. Numbers stay text, as an importer may leave them. */
export function layerOf(name: string, rows: Row[], options: { code?: string; lon?: string; lat?: string; date?: string }): LayerInput {
  const number = (text: string | undefined) => (text?.trim() ? Number(text) : Number.NaN)
  return {
    name, kind: options.lon ? 'points' : 'table', count: rows.length, geometries: null,
    positions: options.lon ? Float64Array.from(rows.flatMap((r) => [number(r[options.lon!]), number(r[options.lat!])])) : null,
    columns: Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, rows.map((r) => (r[key] === '' ? null : r[key]!))])),
    dates: options.date ? rows.map((r) => r[options.date!]!.slice(0, 10) || null) : null,
    codes: options.code ? rows.map((r) => r[options.code!] || null) : null,
  }
}

/** The areas of a GeoJSON file, by code. */
export function areasOf(path: string, code: string, name: string): AreaInput {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>
  const sorted = features.toSorted((a, b) => (String(a.properties![code]) < String(b.properties![code]) ? -1 : 1))
  return { codes: sorted.map((f) => String(f.properties![code])), names: sorted.map((f) => String(f.properties![name])), parents: sorted.map(() => null), geometries: sorted.map((f) => f.geometry) }
}

/** Areas from geometries, coded A1, A2, … */
export function areasFrom(geometries: (Polygon | MultiPolygon | null)[]): AreaInput {
  const codes = geometries.map((_, i) => `A${i + 1}`)
  return { codes, names: codes, parents: codes.map(() => null), geometries }
}

/** A layer of lines, polygons or both. */
export function shapesFrom(kind: 'lines' | 'polygons' | 'mixed', geometries: (Geometry | null)[], columns: LayerInput['columns'] = {}, dates: (string | null)[] | null = null): LayerInput {
  return { name: 'shapes', kind, count: geometries.length, positions: null, geometries, columns, dates, codes: null }
}

export function pointsFrom(positions: [number, number][], columns: LayerInput['columns'] = {}, dates: (string | null)[] | null = null): LayerInput {
  return { name: 'points', kind: 'points', count: positions.length, positions: Float64Array.from(positions.flat()), geometries: null, columns, dates, codes: null }
}

export function tableFrom(codes: (string | null)[], columns: LayerInput['columns'], dates: (string | null)[] | null = null): LayerInput {
  return { name: 'table', kind: 'table', count: codes.length, positions: null, geometries: null, columns, dates, codes }
}

/** A square with its lower left corner at (x, y). */
export function square(x: number, y: number, size = 1): Polygon {
  return { type: 'Polygon', coordinates: [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]] }
}
