import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'

/** A layer's style as QGIS reads it (QML, symbology only), for geometries of one kind: one symbol, classes over a number, or a symbol per value. */
export function styleQml(style: LayerStyle, geometry: GeometryKind, fields: readonly Field[], opacity: number): string {
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
${renderer(style, geometry, fields)}
<layerOpacity>${opacity}</layerOpacity>
</qgis>`
}

function renderer(style: LayerStyle, geometry: GeometryKind, fields: readonly Field[]): string {
  const symbols = (colours: readonly string[]): string => `<symbols>${colours.map((colour, i) => symbol(String(i), colour, style, geometry)).join('')}</symbols>`
  const by = style.by
  const column = by.kind === 'single' ? undefined : fields.find((field) => field.name === by.field)?.column
  if (by.kind === 'single' || column === undefined) return `<renderer-v2 type="singleSymbol">${symbols([style.colour])}</renderer-v2>`
  if (by.kind === 'values') {
    const categories = by.values.map((entry, i) => `<category symbol="${i}" value="${escape(entry.value)}" label="${escape(entry.value)}" render="true"/>`).join('')
    return `<renderer-v2 type="categorizedSymbol" attr="${escape(column)}"><categories>${categories}</categories>${symbols(by.values.map((entry) => entry.colour))}</renderer-v2>`
  }
  // Breaks stand between classes, or with the outer bounds as well: QGIS wants both ends of each class.
  const bounds = by.breaks.length === by.colours.length + 1 ? by.breaks : [undefined, ...by.breaks.slice(0, Math.max(0, by.colours.length - 1)), undefined]
  const ranges = by.colours.slice(0, bounds.length - 1).map((_, i) => {
    const [lower, upper] = [bounds[i], bounds[i + 1]]
    const label = lower === undefined ? `< ${upper ?? ''}` : upper === undefined ? `≥ ${lower}` : `${lower} - ${upper}`
    return `<range symbol="${i}" lower="${lower ?? -1e300}" upper="${upper ?? 1e300}" label="${escape(label)}" render="true"/>`
  })
  return `<renderer-v2 type="graduatedSymbol" attr="${escape(column)}" graduatedMethod="GraduatedColor"><ranges>${ranges.join('')}</ranges>${symbols(by.colours)}<classificationMethod id="${methods[by.method]}"/></renderer-v2>`
}

function symbol(name: string, colour: string, style: LayerStyle, geometry: GeometryKind): string {
  const paint = rgb(colour)
  const layer = geometry === 'point'
    ? ['marker', 'SimpleMarker', { name: 'circle', color: paint, size: style.size, size_unit: 'Point', outline_color: '255,255,255,255', outline_width: style.stroke / 2, outline_width_unit: 'Point' }] as const
    : geometry === 'line'
      ? ['line', 'SimpleLine', { line_color: paint, line_width: style.size, line_width_unit: 'Point' }] as const
      : ['fill', 'SimpleFill', { color: paint, style: fills[style.pattern], outline_color: '90,100,110,255', outline_width: style.stroke, outline_width_unit: 'Point' }] as const
  const properties = Object.entries(layer[2]).map(([key, value]) => `<prop k="${key}" v="${value}"/>`).join('')
  return `<symbol name="${name}" type="${layer[0]}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="${layer[1]}" enabled="1" locked="0" pass="0">${properties}</layer></symbol>`
}

/** Fills of QGIS that come near to our patterns. */
const fills = { none: 'solid', lines: 'b_diagonal', cross: 'diagonal_x', dots: 'dense6' } as const
const methods = { quantile: 'Quantile', equal: 'EqualInterval', ckmeans: 'Jenks' } as const

function rgb(colour: string): string {
  return `${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(',')},255`
}

function escape(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
