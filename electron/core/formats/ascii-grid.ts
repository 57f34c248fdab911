import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format, SourceFile } from './format.ts'
import { openAsciiCells, type AsciiCells } from './ascii-grid-cells.ts'
import { readCompanionCrs } from './raster-companions.ts'
import { rastersAsFile, type OpenedRasterFile, type RasterTransform } from './raster.ts'
import { headText, readHead } from './text.ts'

const mostCells = 4e9
const mostHeadBytes = 4096

/** The grid of an ESRI ASCII grid's head: size, place and cell size, the number for no data (−9999 where none is named), and at which byte the values begin. */
export interface AsciiHead { width: number; height: number; transform: RasterTransform; nodata: number; at: number }

/** ESRI ASCII grid (`.asc`): a head of words and numbers, then values row by row from the north. Its system stands in a .prj beside it. */
export const asciiGrid: Format = {
  id: 'ascii-grid',
  title: 'ESRI ASCII grid',
  extensions: ['asc'],
  recognises: (head) => isAsciiGrid(head),
  open: async (file) => rastersAsFile('ascii-grid', file.name, await openAsciiGrid(file)),
}

export function isAsciiGrid(head: Uint8Array): boolean {
  return /^\uFEFF?\s*(ncols|nrows)\s+\d+\s+(ncols|nrows)\s+\d+/i.test(headText(head.subarray(0, 200)))
}

/** Throws `FILE_CORRUPT` for a head that makes no grid. Values are read as they are asked for: a missing or wrong one throws then. */
export async function openAsciiGrid(file: SourceFile): Promise<OpenedRasterFile> {
  const head = readAsciiHead(await readHead(file.path, mostHeadBytes), file.name)
  const cells: AsciiCells = openAsciiCells(file, head)
  const crs = await readCompanionCrs(file.path)
  const { width, height, transform, nodata } = head
  return {
    close: cells.close,
    bands: [{ name: file.name.replace(/\.[^.]*$/, ''), width, height, transform, crs, nodata, readWindow: cells.readWindow }],
  }
}

export function readAsciiHead(bytes: Uint8Array, name: string): AsciiHead {
  const text = Buffer.from(bytes).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '   ')
  const words = new Map<string, number>()
  let at = 0
  for (const line = /\s*([A-Za-z_]+)[ \t]+(\S+)[ \t]*(?=[\r\n])/y; ;) {
    line.lastIndex = at
    const found = line.exec(text)
    if (!found) break
    words.set(found[1]!.toLowerCase(), Number(found[2]!.replace(',', '.')))
    at = line.lastIndex
  }
  const [width, height] = [words.get('ncols') ?? NaN, words.get('nrows') ?? NaN]
  const size = words.get('cellsize')
  const [stepX, stepY] = [words.get('dx') ?? size ?? NaN, words.get('dy') ?? size ?? NaN]
  const left = words.get('xllcorner') ?? (words.get('xllcenter') ?? NaN) - stepX / 2
  const bottom = words.get('yllcorner') ?? (words.get('yllcenter') ?? NaN) - stepY / 2
  const whole = (value: number) => Number.isSafeInteger(value) && value > 0
  if (!whole(width) || !whole(height) || width * height > mostCells || !(stepX > 0) || !(stepY > 0) || !Number.isFinite(left) || !Number.isFinite(bottom)) {
    throw new AtlasError('FILE_CORRUPT', `The head of ${name} makes no grid (ncols, nrows, xllcorner, yllcorner and cellsize are needed): export it again.`)
  }
  return { width, height, transform: [left, stepX, 0, bottom + height * stepY, 0, -stepY], nodata: words.get('nodata_value') ?? words.get('nodata') ?? -9999, at }
}
