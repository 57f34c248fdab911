import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { OpenedFile, OpenedLayer, SourceFile } from '../formats/format.ts'
import { findFormat } from '../formats/index.ts'

/** Opens a file with the format that recognises it; for a preview with `firstRows`. */
export async function openSource(file: SourceFile, options: ImportOptions, firstRows?: number): Promise<OpenedFile> {
  const format = await findFormat(file)
  return format.open(file, { sublayer: options.sublayer, encoding: options.encoding, delimiter: options.delimiter, header: options.header, firstRows })
}

/** The sublayer to read: the one asked for, or the only one. Throws `UNKNOWN_LAYER` or `CHOOSE_LAYER` naming those there are. */
export function chosenSublayer(opened: OpenedFile, file: SourceFile, options: ImportOptions): string {
  if (options.band !== undefined) return chosenBand(opened, file, options.band, options.sublayer)
  const names = opened.sublayers.map((sublayer) => sublayer.name)
  const list = names.slice(0, 30).join(', ') + (names.length > 30 ? ` … (${names.length} in all)` : '')
  if (options.sublayer !== undefined) {
    const wanted = options.sublayer
    const found = names.find((name) => name === wanted) ?? names.find((name) => name.toLowerCase() === wanted.trim().toLowerCase())
    if (found === undefined) throw new AtlasError('UNKNOWN_LAYER', `${file.name} has no layer ${JSON.stringify(wanted.slice(0, 60))}: it has ${list}`)
    return found
  }
  if (names.length === 0) throw new AtlasError('NO_ROWS', `${file.name} holds no layer`)
  if (names.length > 1) throw new AtlasError('CHOOSE_LAYER', `${file.name} has several layers, choose one: ${list}`)
  return names[0]!
}

/** A band by its number (from 1) or by what the file calls it, in one raster of several where that is named too. */
function chosenBand({ sublayers }: OpenedFile, file: SourceFile, band: string, within?: string): string {
  const bands = sublayers.filter(({ name, raster }) => raster && (within === undefined || name === within || name.startsWith(`${within}/`) || name.startsWith(`${within} band `)))
  const wanted = band.trim().toLowerCase()
  const found = bands.filter(({ raster }) => raster!.description.toLowerCase() === wanted)
  const [first, second] = found.length ? found : bands.filter(({ raster }) => String(raster!.band) === wanted)
  const list = bands.slice(0, 30).map(({ name }) => name).join(', ')
  if (!first) throw new AtlasError('UNKNOWN_LAYER', `${file.name} has no band ${JSON.stringify(band.slice(0, 60))}: ${bands.length ? `it has ${list}` : 'it holds no raster'}`)
  if (second) throw new AtlasError('CHOOSE_LAYER', `${file.name} has several bands ${JSON.stringify(band.slice(0, 60))}, name the raster too (layer): ${list}`)
  return first.name
}

export function openChosen(opened: OpenedFile, file: SourceFile, options: ImportOptions): Promise<OpenedLayer> {
  return opened.openLayer(chosenSublayer(opened, file, options))
}
