import { AtlasError } from '../../../shared/contract/errors.ts'
import { tileSide } from '../../../shared/geo/float-tile.ts'
import type { Choice, ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { SourceFile } from '../formats/format.ts'
import { openGeoTiff } from '../formats/geotiff-raster.ts'
import { createNotebook } from '../formats/notebook.ts'
import type { OpenedRaster, OpenedRasterFile } from '../formats/raster.ts'
import type { RasterPlan, RasterTile } from '../../../shared/model/raster.ts'
import { chosenSublayer } from './open-source.ts'
import { boundsOf, rasterCrs } from './raster-crs.ts'
import { uprightRaster } from './raster-grid.ts'
import { createPyramid } from './raster-pyramid.ts'
import { createTally, type RasterValues } from './raster-values.ts'

/** What the process says while it imports a raster: one plan, tiles, one summary. */
export type RasterMessage =
  | { plan: RasterPlan & { choices: Choice[] } }
  | { tiles: RasterTile[]; done: number; total: number }
  | { summary: { values: RasterValues; notes: Note[] } }

const mostTiles = 32

/** Imports one band of a GeoTIFF, 256 rows at a time: the tiles of all levels, and what is known of the values. Throws `AtlasError` for what the analyst can mend. */
export async function* importRaster(file: SourceFile, options: ImportOptions): AsyncGenerator<RasterMessage> {
  const opened = await openGeoTiff(file)
  try {
    const { band, plan, readRows, notes, choices } = await rasterPlan(opened, file, options)
    yield { plan: { ...plan, choices } }
    const { grid } = plan
    const pyramid = createPyramid(grid)
    const tally = createTally(grid.width * grid.height)
    let tiles: RasterTile[] = []
    for (let row = 0; row < grid.height; row += tileSide) {
      const strip = await readRows(row, Math.min(tileSide, grid.height - row))
      tally.add(strip)
      for (const tile of pyramid.add(strip)) {
        tiles.push(tile)
        if (tiles.length < mostTiles) continue
        yield { tiles, done: row, total: grid.height }
        tiles = []
      }
      yield { tiles, done: Math.min(grid.height, row + tileSide), total: grid.height }
      tiles = []
    }
    const values = tally.end()
    notes.add('RASTER_CELLS', cellWords(band, values.missing), values.count)
    if (values.missing === values.count) notes.add('RASTER_EMPTY', 'no cell has data', values.count)
    yield { summary: { values, notes: notes.list() } }
  } finally {
    opened.close()
  }
}

/** What an import of a raster would do, from its head alone. */
export async function previewRaster(file: SourceFile, options: ImportOptions): Promise<ImportPreview> {
  const opened = await openGeoTiff(file)
  try {
    const sublayers = opened.bands.map(({ name }) => ({ name, rows: 1, geometry: 'none' as const }))
    const stem = file.name.replace(/\.[^.]*$/, '')
    const common = { format: 'geotiff', sublayers, kind: 'raster' as const, level: null, rows: 1, geometry: 'none' as const, fields: [], sample: [] }
    if (sublayers.length > 1 && options.sublayer === undefined) {
      return { ...common, sublayer: null, name: stem, choices: [], notes: [{ code: 'CHOOSE_LAYER', count: sublayers.length, sample: sublayers.slice(0, 10).map((one) => one.name).join(', ') }] }
    }
    const { band, plan, notes, choices } = await rasterPlan(opened, file, options)
    notes.add('RASTER_CELLS', `${band.width} × ${band.height} cells`, band.width * band.height)
    return { ...common, sublayer: band.name, name: plan.name, choices, notes: notes.list() }
  } finally {
    opened.close()
  }
}

async function rasterPlan(opened: OpenedRasterFile, file: SourceFile, options: ImportOptions) {
  if (options.as !== undefined && options.as !== 'raster') throw new AtlasError('NOT_THAT_KIND', `${file.name} is a raster and cannot be imported as ${options.as}; leave the kind out, or choose raster.`)
  const sublayer = chosenSublayer({ format: 'geotiff', sublayers: opened.bands.map(({ name }) => ({ name, rows: 1, geometry: 'none' })), openLayer: () => Promise.reject(new Error('a raster has no rows')), close() {} }, file, options)
  const band = opened.bands.find(({ name }) => name === sublayer)!
  const notes = createNotebook()
  const crs = rasterCrs(band, options.crs, notes)
  const { grid, readRows } = uprightRaster(band, crs, notes)
  const name = options.name?.trim() || (opened.bands.length > 1 ? band.name : file.name.replace(/\.[^.]*$/, ''))
  const plan: RasterPlan = { name, sublayer, dimension: options.dimension ?? null, grid, system: crs.system, bbox: boundsOf(crs.transform, grid), source: { file: file.name, format: 'geotiff', crs: crs.choice.chosen, encoding: null } }
  const choices: Choice[] = [{ about: 'kind', chosen: 'raster', why: options.as ? 'given' : 'raster-file', given: options.as !== undefined }, crs.choice]
  return { band, plan, readRows, notes, choices }
}

function cellWords(band: OpenedRaster, missing: number): string {
  return `${band.width} × ${band.height} cells${missing ? `, ${missing} without data` : ''}`
}
