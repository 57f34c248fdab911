import { z } from 'zod'
import { fieldType } from './layer.ts'
import { note } from './note.ts'
import { sensitivity, type Sensitivity } from './source.ts'

/** What a layer can be exported as; each is the ending of the file's name. */
export const layerFormat = z.enum(['csv', 'xlsx', 'geojson', 'geojsonl', 'gpkg', 'shp.zip', 'kml', 'fgb', 'parquet', 'tif'])
export type LayerFormat = z.infer<typeof layerFormat>

/** What a run can be exported as. */
export const runFormat = z.enum(['csv', 'xlsx', 'json', 'geojson', 'geojsonl', 'gpkg', 'shp.zip', 'kml', 'fgb', 'parquet'])
export type RunFormat = z.infer<typeof runFormat>

const withGeometry: readonly LayerFormat[] = layerFormat.options.filter((format) => format !== 'tif')
const withoutGeometry: readonly LayerFormat[] = ['csv', 'xlsx', 'gpkg', 'parquet']

/** The formats that can hold a layer: those made for maps need geometry, and only rasters are GeoTIFFs. */
export function formatsOf(layer: { geometry: string; kind: string }): readonly LayerFormat[] {
  if (layer.kind === 'raster') return ['tif', 'gpkg']
  return layer.geometry === 'none' ? withoutGeometry : withGeometry
}

/** Who gets a file: the team, partners under an agreement, or anybody. */
export const audience = z.enum(['internal', 'partner', 'public'])
export type Audience = z.infer<typeof audience>

/** What happens to data on its way to an audience: `whole` as it is; `light` with positions to three decimals and without columns about persons; `reduced` with coarse places and months and without what singles records out; `counted` only as counts by areas; `refused`. */
export type Treatment = 'whole' | 'light' | 'reduced' | 'counted' | 'refused'

const treatments: Record<Audience, Record<Sensitivity, Treatment>> = {
  internal: { low: 'whole', moderate: 'whole', high: 'whole', severe: 'whole' },
  partner: { low: 'whole', moderate: 'light', high: 'reduced', severe: 'counted' },
  public: { low: 'whole', moderate: 'reduced', high: 'counted', severe: 'refused' },
}

export function treatmentOf(sensitivity: Sensitivity, audience: Audience): Treatment { return treatments[audience][sensitivity] }

/** The higher of sensitivities: what is made of several is as sensitive as the most sensitive. */
export function highestSensitivity(all: readonly Sensitivity[]): Sensitivity {
  return sensitivity.options.findLast((one) => all.includes(one)) ?? 'low'
}

const id = z.number().int()

/**
 * What the analyst says of an export. `columns`: only these fields, by name. `codes`: only the areas with these codes. `with`: tables whose columns are joined to the areas.
 * `countBy`: an area set; instead of the records, how many of them lie in each area. `hxl`: a row of HXL tags. `describe`: a second file that says where the data came from.
 */
export const exportOptions = z.strictObject({
  audience: audience.optional(), hxl: z.boolean().optional(), describe: z.boolean().optional(), columns: z.array(z.string().max(2000)).max(2000).optional(),
  codes: z.array(z.string().max(400)).max(100_000).optional(), with: z.array(id).max(50).optional(), countBy: id.optional(),
})
export type ExportOptions = z.infer<typeof exportOptions>

/** An export that is asked about before it is made: of a layer or of a run. */
export const exportRequest = z.strictObject({ layer: id.optional(), run: id.optional(), format: z.enum([...layerFormat.options, 'json']), ...exportOptions.shape })
export type ExportRequest = z.infer<typeof exportRequest>

/** One column of a coming file: its HXL tag ('' is none); `held` says why it stays behind: not chosen, about persons, a position, or values that single records out. */
export const exportColumn = z.object({ name: z.string(), type: fieldType, tag: z.string(), held: z.enum(['chosen', 'personal', 'position', 'rare']).nullable() })
export type ExportColumn = z.infer<typeof exportColumn>

/** What an export would write. `sensitivity` is the highest of all that goes into it; `refused` says why nothing would be written. `tables` are those that can be joined to the areas. */
export const exportPlan = z.object({
  name: z.string(), rows: z.number().int(), sensitivity, audience, treatment: z.enum(['whole', 'light', 'reduced', 'counted', 'refused']), refused: z.object({ code: z.string(), message: z.string() }).nullable(),
  columns: z.array(exportColumn), notes: z.array(note), tags: z.boolean(), formats: z.array(z.string()), tables: z.array(z.object({ layer: id, name: z.string(), sensitivity })),
})
export type ExportPlan = z.infer<typeof exportPlan>
