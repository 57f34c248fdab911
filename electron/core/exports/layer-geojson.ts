import { aboutObject } from './about.ts'
import type { ExportRow, ExportTable } from './table.ts'
import type { LayerWriter } from './writers.ts'

/** GeoJSON after RFC 7946, one feature per line; what the file says of itself is a foreign member, `metadata`. */
export const layerGeoJson: LayerWriter = {
  format: 'geojson', needsGeometry: true, takesTags: false, passes: 1,
  async write(table, out) {
    out.write(`{"type":"FeatureCollection","metadata":${JSON.stringify(aboutObject(table))},"features":[\n`)
    let first = true
    for await (const batch of table.batches()) {
      out.write(`${first ? '' : ',\n'}${batch.map((row) => featureText(table, row)).join(',\n')}`)
      first = false
    }
    out.write('\n]}\n')
  },
}

/** Newline-delimited GeoJSON: each line is a feature. */
export const layerGeoJsonLines: LayerWriter = {
  format: 'geojsonl', needsGeometry: true, takesTags: false, passes: 1,
  async write(table, out) {
    for await (const batch of table.batches()) out.write(batch.map((row) => `${featureText(table, row)}\n`).join(''))
  },
}

function featureText({ fields }: ExportTable, { geometry, values }: ExportRow): string {
  const properties = fields.map((field, i) => `${JSON.stringify(field.name)}:${JSON.stringify(values[i] ?? null)}`)
  return `{"type":"Feature","geometry":${JSON.stringify(geometry)},"properties":{${properties.join(',')}}}`
}
