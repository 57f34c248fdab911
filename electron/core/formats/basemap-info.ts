import { AtlasError } from '../../../shared/contract/errors.ts'
import type { BasemapInfo } from '../../../shared/model/basemap.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { believedBounds, layersOf, plainText, schemaOf } from './basemap-metadata.ts'
import type { BasemapTile } from './basemap-tile.ts'
import type { SourceFile } from './format.ts'
import { createNotebook } from './notebook.ts'

/** What was found in a file: its metadata, the box it names, the one its tiles fill, the zooms that have tiles and those it names, and some tiles or why they cannot be used. */
export interface BasemapFindings {
  metadata: Record<string, unknown>
  named: Bounds | null; box: Bounds; slack: [number, number]
  minZoom: number; maxZoom: number; saidMinZoom: unknown; saidMaxZoom: unknown
  samples: (BasemapTile | Error | null)[]
}

const mostLayers = 60

/** What a basemap is, decided by its tiles more than by its metadata; where these disagree a note says so. Throws `BASEMAP_UNSUPPORTED` where no sample can be used. */
export function basemapInfo(file: SourceFile, format: BasemapInfo['format'], found: BasemapFindings): BasemapInfo {
  const { metadata, samples } = found
  const notes = createNotebook()
  const good = samples.filter((one): one is BasemapTile => one !== null && !(one instanceof Error))
  const [first] = good.toSorted((a, b) => b.body.length - a.body.length)
  const bad = samples.filter((one) => one instanceof Error)
  if (!first) throw new AtlasError('BASEMAP_UNSUPPORTED', `The tiles of ${file.name} cannot be drawn: ${bad[0]?.message ?? 'none was found where the file lists it'}. Choose a file of PNG, JPEG, WebP or vector tiles (MVT).`)
  if (bad.length) notes.add('BASEMAP_TILE_BAD', bad[0]!.message, bad.length)
  const { bounds, lies } = believedBounds(found.named, found.box, found.slack)
  if (lies) notes.add('BASEMAP_METADATA_WRONG', 'the box in the file does not hold its tiles; the tiles decide')
  for (const [what, said, is] of [['smallest', found.saidMinZoom, found.minZoom], ['largest', found.saidMaxZoom, found.maxZoom]] as const) {
    if (said !== undefined && said !== null && Number(said) !== is) notes.add('BASEMAP_METADATA_WRONG', `the file names zoom ${plainText(String(said), 10)} as the ${what}; its tiles say ${is}`)
  }
  const layers = [...new Set([...layersOf(metadata), ...good.flatMap((one) => (one.kind === 'vector' ? one.layers.filter(Boolean) : []))])].slice(0, mostLayers)
  const vector = first.kind === 'vector'
  return {
    name: plainText(metadata.name, 80) || file.name.replace(/\.[^.]*$/, '').slice(0, 80) || 'Basemap', format, kind: first.kind, schema: vector ? schemaOf(layers) : 'other', layers: vector ? layers : [],
    minZoom: found.minZoom, maxZoom: found.maxZoom, bounds, tileSide: first.kind === 'raster' ? first.side : 512, attribution: plainText(metadata.attribution, 200), notes: notes.list(),
  }
}

export function emptyBasemap(name: string): AtlasError {
  return new AtlasError('BASEMAP_EMPTY', `${name} holds no map tiles: download it again, or choose another basemap.`)
}
