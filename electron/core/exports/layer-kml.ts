import type { Geometry, Position } from 'geojson'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import { aboutText } from './about.ts'
import type { ExportRow, ExportTable } from './table.ts'
import type { LayerWriter } from './writers.ts'

/** KML 2.2: the layer's colour as style, every value as typed extended data, the name of each placemark from the field that names it, its time from the date field. The document's description says where the data came from, as plain text; placemarks have none. No scripts, no links. */
export const layerKml: LayerWriter = {
  format: 'kml', needsGeometry: true, takesTags: false, passes: 2,
  async write(table, out) {
    const { layer, fields } = table
    const types = await simpleTypes(table)
    const label = fields.findIndex((field) => field.name === nameField(layer))
    const date = fields.findIndex((field) => field.name === layer.dateField)
    out.write(`<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${kmlText(layer.name)}</name><description>${kmlText(aboutText(table))}</description>\n${styleText(layer)}\n`)
    out.write(`<Schema name="fields" id="fields">${fields.map((field, i) => `<SimpleField type="${types[i]}" name="${kmlText(field.name)}"/>`).join('')}</Schema>\n`)
    for await (const batch of table.batches()) out.write(batch.map((row) => placemark(row, fields, label, date)).join(''))
    out.write('</Document></kml>\n')
  },
}

/** The types of KML. Its whole numbers have 32 bits: fields with larger ones are `double`. */
async function simpleTypes(table: ExportTable): Promise<string[]> {
  const large = new Set<number>()
  if (table.fields.some((field) => field.type === 'integer')) {
    for await (const batch of table.batches()) for (const { values } of batch) values.forEach((value, i) => { if (typeof value === 'number' && (value | 0) !== value) large.add(i) })
  }
  const types: Record<Field['type'], string> = { text: 'string', integer: 'int', real: 'double', boolean: 'bool', date: 'string', datetime: 'string' }
  return table.fields.map((field, i) => (field.type === 'integer' && large.has(i) ? 'double' : types[field.type]))
}

/** The field that names a record: that of areas, else the first that is called so. */
function nameField(layer: Layer): string | null {
  if (layer.kind === 'areas') return 'area_name'
  return layer.fields.find((field) => field.type === 'text' && /^(name|nom|nombre|label|title|titre|título|titulo|اسم|الاسم)$/i.test(field.name.trim()))?.name ?? layer.codeField
}

function placemark({ geometry, values }: ExportRow, fields: readonly Field[], label: number, date: number): string {
  const name = label >= 0 && values[label] !== null ? `<name>${kmlText(String(values[label]))}</name>` : ''
  const time = date >= 0 && values[date] !== null ? `<TimeStamp><when>${kmlText(String(values[date]))}</when></TimeStamp>` : ''
  const data = values.flatMap((value, i) => (value === null ? [] : [`<SimpleData name="${kmlText(fields[i]!.name)}">${kmlText(String(value))}</SimpleData>`])).join('')
  return `<Placemark>${name}${time}<styleUrl>#layer</styleUrl>${data ? `<ExtendedData><SchemaData schemaUrl="#fields">${data}</SchemaData></ExtendedData>` : ''}${geometry ? geometryText(geometry) : ''}</Placemark>\n`
}

/** Colours of KML are `aabbggrr`. */
function styleText({ style, opacity }: Layer): string {
  const alpha = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 255).toString(16).padStart(2, '0')
  const colour = `${style.colour.slice(5, 7)}${style.colour.slice(3, 5)}${style.colour.slice(1, 3)}`
  return `<Style id="layer"><IconStyle><color>${alpha(opacity)}${colour}</color><scale>0.6</scale></IconStyle><LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>${alpha(opacity)}${colour}</color><width>${Math.max(1, style.stroke)}</width></LineStyle><PolyStyle><color>${alpha(opacity * 0.5)}${colour}</color></PolyStyle></Style>`
}

function geometryText(geometry: Geometry): string {
  const tuples = (line: Position[]) => `<coordinates>${line.map(([x, y]) => `${x},${y}`).join(' ')}</coordinates>`
  const polygon = ([shell, ...holes]: Position[][]) => `<Polygon><outerBoundaryIs><LinearRing>${tuples(shell!)}</LinearRing></outerBoundaryIs>${holes.map((hole) => `<innerBoundaryIs><LinearRing>${tuples(hole)}</LinearRing></innerBoundaryIs>`).join('')}</Polygon>`
  const many = (parts: string[]) => `<MultiGeometry>${parts.join('')}</MultiGeometry>`
  const point = (position: Position) => `<Point>${tuples([position])}</Point>`
  const line = (positions: Position[]) => `<LineString>${tuples(positions)}</LineString>`
  switch (geometry.type) {
    case 'Point': return point(geometry.coordinates)
    case 'MultiPoint': return many(geometry.coordinates.map(point))
    case 'LineString': return line(geometry.coordinates)
    case 'MultiLineString': return many(geometry.coordinates.map(line))
    case 'Polygon': return polygon(geometry.coordinates)
    case 'MultiPolygon': return many(geometry.coordinates.map(polygon))
    case 'GeometryCollection': return many(geometry.geometries.map(geometryText))
  }
}

/** Text for XML; characters that XML cannot hold become the replacement character. */
function kmlText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"\r\n\t]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' })[mark]!)
}
