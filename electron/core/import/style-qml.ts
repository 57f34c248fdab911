import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

/** Longer styles hold pictures or scripts, which no style of ours has. */
const longest = 400_000
const mostClasses = 100

/** What a style of QGIS (QML) says that ours can hold: one symbol, classes over a number, a symbol per value; colours, sizes, outlines, patterns of simple symbols. Null for any other. `nameOf` gives the field's name by its column's. */
export function styleOfQml(qml: string, geometry: GeometryKind, nameOf: (column: string) => string | null): LayerStyle | null {
  if (qml.length > longest || geometry === 'mixed' || geometry === 'none') return null
  const renderer = /<renderer-v2\b[^>]*>/.exec(qml)
  if (!renderer) return null
  const symbols = symbolsOf(qml, geometry)
  const [first] = symbols.values()
  if (!first) return null
  const base = { colour: first.colour, size: first.size, stroke: first.stroke, pattern: first.pattern }
  const { type, attr } = attributes(renderer[0])
  if (type === 'singleSymbol') return { ...base, by: { kind: 'single' } }
  const field = attr === undefined ? null : nameOf(attr.replace(/^"(.*)"$/, '$1'))
  if (field === null) return null
  if (type === 'categorizedSymbol') {
    const values = all(qml, /<category\b[^>]*>/g).flatMap(({ symbol, value = '' }) => { const found = symbols.get(symbol ?? ''); return found && value !== '' ? [{ value, colour: found.colour }] : [] })
    return values.length > 0 && values.length <= mostClasses ? { ...base, by: { kind: 'values', field, values } } : null
  }
  if (type !== 'graduatedSymbol') return null
  const ranges = all(qml, /<range\b[^>]*>/g).map(({ symbol, lower, upper }) => ({ lower: Number(lower), upper: Number(upper), colour: symbols.get(symbol ?? '')?.colour }))
  if (ranges.length === 0 || ranges.length > mostClasses || ranges.some((one, i) => one.colour === undefined || !Number.isFinite(one.lower) || !(one.upper >= one.lower) || (i > 0 && one.lower !== ranges[i - 1]!.upper))) return null
  const inner = ranges.slice(1).map((one) => one.lower)
  const open = ranges[0]!.lower <= -1e300 || ranges.at(-1)!.upper >= 1e300
  const method = /<classificationMethod\b[^>]*\bid="(\w+)"/.exec(qml)?.[1]
  return { ...base, by: { kind: 'classes', field, method: method === 'Quantile' ? 'quantile' : method === 'Jenks' ? 'ckmeans' : 'equal', breaks: open ? inner : [ranges[0]!.lower, ...inner, ranges.at(-1)!.upper], colours: ranges.map((one) => one.colour!) } }
}

interface PlainSymbol { colour: string; size: number; stroke: number; pattern: LayerStyle['pattern'] }

/** The simple symbols by their names; the lowest simple part of each counts. */
function symbolsOf(qml: string, geometry: GeometryKind): Map<string, PlainSymbol> {
  const symbols = new Map<string, PlainSymbol>()
  for (const [, head = '', body = ''] of qml.matchAll(/<symbol\b([^>]*)>([\s\S]*?)<\/symbol>/g)) {
    const { name } = attributes(head)
    const props = new Map<string, string>()
    const [part = body] = /<layer\b[\s\S]*?<\/layer>/.exec(body) ?? []
    for (const one of all(part, /<prop\b[^>]*>/g)) if (one.k !== undefined && one.v !== undefined) props.set(one.k, one.v)
    for (const one of all(part, /<Option\b[^>]*>/g)) if (one.name !== undefined && one.value !== undefined) props.set(one.name, one.value)
    const colour = hexOf(props.get(geometry === 'line' ? 'line_color' : 'color'))
    if (name === undefined || colour === null) continue
    const size = geometry === 'point' ? points(props, 'size', 'size_unit', 4) : geometry === 'line' ? points(props, 'line_width', 'line_width_unit', 1.5) : 1.5
    const outline = geometry === 'line' ? 1 : points(props, 'outline_width', 'outline_width_unit', 0.8) * (geometry === 'point' ? 2 : 1)
    symbols.set(name, { colour, size: limited(size, 0.5, 40), stroke: limited(outline, 0, 10), pattern: patternOf(geometry === 'polygon' ? props.get('style') : undefined) })
  }
  return symbols
}

function patternOf(style: string | undefined): LayerStyle['pattern'] {
  if (style === undefined || style === 'solid' || style === 'no') return 'none'
  return style === 'cross' || style === 'diagonal_x' ? 'cross' : style.startsWith('dense') ? 'dots' : 'lines'
}

/** A length in points. */
function points(props: Map<string, string>, name: string, unit: string, otherwise: number): number {
  const value = Number(props.get(name) ?? NaN)
  if (!Number.isFinite(value)) return otherwise
  const of = props.get(unit) ?? 'MM'
  return of === 'Point' ? value : of === 'Pixel' ? value * 0.75 : of === 'MM' ? Math.round(value * 2.8346 * 100) / 100 : otherwise
}

/** `r,g,b,a` as `#rrggbb`. */
function hexOf(text: string | undefined): string | null {
  const found = /^(\d{1,3}),(\d{1,3}),(\d{1,3})\b/.exec(text ?? '')
  if (!found) return null
  const parts = found.slice(1, 4).map(Number)
  return parts.every((part) => part <= 255) ? `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}` : null
}

function limited(value: number, least: number, most: number): number { return Math.min(most, Math.max(least, value)) }

function all(text: string, tag: RegExp): Record<string, string | undefined>[] {
  return [...text.matchAll(tag)].map((found) => attributes(found[0]))
}

function attributes(tag: string): Record<string, string | undefined> {
  return Object.fromEntries([...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value!)]))
}

function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g, (whole, name: string) => {
    const known = ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as Record<string, string>)[name]
    if (known !== undefined) return known
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
