import type { ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'

/** The options as they can be asked now: a longitude waits for its latitude, and what a template says counts only while it is used. */
export function sendable(options: ImportOptions): ImportOptions {
  const { lon, lat, ...rest } = options
  return lon !== undefined && lat !== undefined ? options : rest
}

/** What a chosen role adds: the other half of a position comes from what was recognised. */
export function completed(options: ImportOptions, preview: ImportPreview | null): ImportOptions {
  const found = (role: 'lon' | 'lat') => preview?.columns?.find((column) => column.role === role)?.source
  if (options.lon !== undefined && options.lat === undefined) return { ...options, lat: found('lat') }
  if (options.lat !== undefined && options.lon === undefined) return { ...options, lon: found('lon') }
  return options
}

/** How a file goes into its template's layer, in one step: null where the template does not fit, or is another source's for all one knows. */
export function fromTemplate(preview: ImportPreview): ImportOptions | null {
  const offer = preview.offers?.template
  if (!offer || offer.lacks.length > 0) return null
  const { template, mode } = offer
  return { template: template.name, ...(template.layer !== null && mode !== null ? intoLayer(preview, template.layer, mode) : {}) }
}

/** The options that bring a file into a layer: by the key that tells its records apart, where there is one. */
export function intoLayer(preview: ImportPreview, layer: string, mode?: ImportMode): ImportOptions {
  const known = preview.offers?.template?.template
  const recognised = preview.offers?.layers.find((one) => one.name === layer)?.key ?? []
  const key = known && known.layer === layer && known.key.length > 0 ? known.key : recognised
  return { into: layer, mode: mode ?? (key.length > 0 ? 'update' : 'append'), key: key.length > 0 ? key : undefined }
}

/** Options without a place to go: the file becomes a layer of its own. */
export const ownLayer: ImportOptions = { into: undefined, mode: undefined, key: undefined, removeMissing: undefined, template: undefined, replace: undefined }
