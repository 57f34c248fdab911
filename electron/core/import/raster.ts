import { AtlasError } from '../../../shared/contract/errors.ts'
import { tileSide } from '../../../shared/geo/float-tile.ts'
import type { Choice, ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { OpenedFile, SourceFile } from '../formats/format.ts'
import { createNotebook } from '../formats/notebook.ts'
import type { OpenedRaster, RasterClass } from '../formats/raster.ts'
import type { RasterPlan, RasterTile } from '../../../shared/model/raster.ts'
import { chosenSublayer, openSource } from './open-source.ts'
import { boundsOf, rasterCrs } from './raster-crs.ts'
import { uprightRaster } from './raster-grid.ts'
import { createPyramid } from './raster-pyramid.ts'
import { createTally, type RasterValues } from './raster-values.ts'

/** What the process says while it imports a raster: one plan, tiles, one summary. */
export type RasterMessage =
  | { plan: RasterPlan & { choices: Choice[] } }
  | { tiles: RasterTile[]; done: number; total: number }
  | { summary: { values: RasterValues; classes: RasterClass[]; notes: Note[] } }

const mostTiles = 32

/** Imports one band of a raster (a file of its own, or inside a GeoPackage or an archive), 256 rows at a time: the tiles of all levels, and what is known of the values. Throws `AtlasError` for what the analyst can mend. */
export async function* importRaster(file: SourceFile, options: ImportOptions): AsyncGenerator<RasterMessage> {
  const opened = await openSource(file, options)
  try {
    const { band, plan, readRows, notes, choices } = await rasterPlan(opened, file, options)
    yield { plan: { ...plan, choices } }
    const { grid } = plan
    const pyramid = createPyramid(grid, band.classes ? 'commonest' : 'mean')
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
    for (const note of band.notes ?? []) notes.add(note.code, note.sample, note.count)
    yield { summary: { values, classes: band.classes ?? [], notes: notes.list() } }
  } finally {
    opened.close()
  }
}

/** What an import of a raster would do, from its head alone. */
export async function previewRaster(file: SourceFile, options: ImportOptions): Promise<ImportPreview> {
  const opened = await openSource(file, options)
  try {
    const sublayers = opened.sublayers.map(({ name, rows, geometry }) => ({ name, rows, geometry }))
    const stem = file.name.replace(/\.[^.]*$/, '')
    const common = { format: opened.format, sublayers, kind: 'raster' as const, level: null, rows: 1, geometry: 'none' as const, fields: [], sample: [] }
    if (sublayers.length > 1 && options.sublayer === undefined && options.band === undefined) {
      return { ...common, sublayer: null, name: stem, choices: [], notes: [{ code: 'CHOOSE_LAYER', count: sublayers.length, sample: sublayers.slice(0, 10).map((one) => one.name).join(', ') }] }
    }
    const { band, sublayer, plan, notes, choices } = await rasterPlan(opened, file, options)
    notes.add('RASTER_CELLS', `${band.width} × ${band.height} cells`, band.width * band.height)
    return { ...common, sublayer, name: plan.name, choices, notes: notes.list() }
  } finally {
    opened.close()
  }
}

async function rasterPlan(opened: OpenedFile, file: SourceFile, options: ImportOptions) {
  if (options.as !== undefined && options.as !== 'raster') throw new AtlasError('NOT_THAT_KIND', `${file.name} is a raster and cannot be imported as ${options.as}; leave the kind out, or choose raster.`)
  const sublayer = chosenSublayer(opened, file, options)
  const band = await opened.openRaster?.(sublayer)
  if (!band) throw new AtlasError('NOT_THAT_KIND', `"${sublayer}" in ${file.name} is no raster; leave the kind out, or choose another part of the file.`)
  const notes = createNotebook()
  const crs = rasterCrs(band, options.crs, notes)
  const { grid, readRows } = uprightRaster(band, crs, notes)
  const name = options.name?.trim() || (opened.sublayers.length > 1 ? sublayer.replace(/^.*\//, '') : file.name.replace(/\.[^.]*$/, ''))
  const plan: RasterPlan = { name, sublayer, dimension: options.dimension ?? null, grid, system: crs.system, bbox: boundsOf(crs.transform, grid), source: { file: file.name, format: opened.format, crs: crs.choice.chosen, encoding: null } }
  const choices: Choice[] = [{ about: 'kind', chosen: 'raster', why: options.as ? 'given' : 'raster-file', given: options.as !== undefined }, crs.choice]
  return { band, sublayer, plan, readRows, notes, choices }
}

function cellWords(band: OpenedRaster, missing: number): string {
  return `${band.width} × ${band.height} cells${missing ? `, ${missing} without data` : ''}`
}
