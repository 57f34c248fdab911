import { AtlasError } from '../../../shared/contract/errors.ts'
import { createNotebook } from './notebook.ts'
import type { Notebook } from './notebook.ts'
import { openDbfTable } from './dbf-table.ts'
import type { DbfTable } from './dbf-table.ts'
import type { Format, OpenedLayer, SourceRow } from './format.ts'
import { crsOfShapefile } from './shapefile-crs.ts'
import { companion } from './shapefile-files.ts'
import { hasHeights, kindOfShape, readShape } from './shapefile-geometry.ts'
import { isShapefile, openShapeFile } from './shapefile-index.ts'
import type { ShapeFile } from './shapefile-index.ts'

const batchRows = 1000
const batchBytes = 8_000_000

/** An ESRI shapefile: the .shp with what lies beside it (.shx, .dbf, .prj, .cpg); all but the .shp may be missing. */
export const shapefile: Format = {
  id: 'shapefile',
  title: 'Shapefile',
  extensions: ['shp'],
  recognises: (head, name) => isShapefile(head) && !name.toLowerCase().endsWith('.shx'),
  async open(file, options) {
    const name = file.name.replace(/\.[^.]*$/, '')
    const notes = createNotebook()
    const shapes = await openShapeFile(file.path, file.name, await companion(file.path, '.shx'), notes)
    const geometry = kindOfShape(shapes.shapeType)
    if (geometry === null) {
      await shapes.close()
      throw new AtlasError('GEOMETRY_UNSUPPORTED', shapes.shapeType === 31 ? `${file.name} holds multipatches (three-dimensional bodies); convert them to polygons first.` : `${file.name} holds shapes of type ${shapes.shapeType}, which are not supported; export it again.`)
    }
    let table: DbfTable | null
    let crs: string | null
    try {
      const path = await companion(file.path, '.dbf')
      table = path ? await openDbfTable({ path, name: `${name}.dbf`, cpg: await companion(file.path, '.cpg'), encoding: options.encoding }, notes, true) : null
      crs = await crsOfShapefile(file.path, await extentOf(shapes), notes)
    } catch (error) {
      await shapes.close()
      throw error
    }
    const rows = shapes.offsets.length
    if (!table) notes.add('ATTRIBUTES_MISSING', 'there is no .dbf beside the .shp, so features have no attributes', rows)
    else if (table.rows > rows) notes.add('ROWS_DIFFER', `the .dbf has ${table.rows} rows for ${rows} shapes; the rest is left out`, table.rows - rows)
    if (hasHeights(shapes.shapeType)) notes.add('HEIGHTS_LEFT_OUT', 'Z values are not kept', rows)
    return {
      format: 'shapefile', sublayers: [{ name, rows, geometry }],
      openLayer: async () => layerOf(name, shapes, table, crs, notes),
      close() { void shapes.close(); void table?.close() },
    }
  },
}

function layerOf(name: string, shapes: ShapeFile, table: DbfTable | null, crs: string | null, notes: Notebook): OpenedLayer {
  const rows = shapes.offsets.length
  let done = 0
  return {
    name, fields: table?.fields ?? [], geometry: kindOfShape(shapes.shapeType) ?? 'mixed', rows, crs, encoding: table?.encoding ?? null, encodingWhy: table?.encodingWhy,
    get notes() { return notes.list() },
    size: shapes.size, done: () => done,
    async *batches() {
      for (let start = 0; start < rows;) {
        const end = endOfBatch(shapes, start)
        const batch = await readRows(shapes, table, start, end, notes)
        done = Math.min(shapes.size, (shapes.offsets[end - 1] ?? 0) + (shapes.lengths[end - 1] ?? 0))
        start = end
        if (batch.length) yield batch
      }
      done = shapes.size
    },
  }
}

async function readRows(shapes: ShapeFile, table: DbfTable | null, start: number, end: number, notes: Notebook): Promise<SourceRow[]> {
  const values = table ? await table.read(start, end - start) : []
  const batch: SourceRow[] = []
  for (let record = start; record < end; record++) {
    const own = values[record - start]
    if (own === null) {
      notes.add('DELETED_ROWS', 'features that the .dbf marks as deleted are left out')
      continue
    }
    const { geometry, problem } = readShape(await shapes.content(record))
    const row: SourceRow = { geometry, values: own ?? (table?.fields.map(() => null) ?? []) }
    if (problem) row.problem = { code: 'BAD_GEOMETRY', text: `record ${record + 1}: ${problem}` }
    batch.push(row)
  }
  return batch
}

function endOfBatch(shapes: ShapeFile, start: number): number {
  let bytes = 0
  let end = start
  while (end < shapes.offsets.length && end - start < batchRows && bytes < batchBytes) bytes += shapes.lengths[end++] ?? 0
  return end
}

/** The extent of the shapes themselves, from up to 500 of them spread over the file and the header; null where none has coordinates. */
async function extentOf(shapes: ShapeFile): Promise<[number, number, number, number] | null> {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  const step = Math.max(1, Math.floor(shapes.offsets.length / 500))
  for (let record = 0; record < shapes.offsets.length; record += step) {
    const content = (await shapes.content(record)).subarray(0, 36)
    const type = content.length >= 20 ? content.readInt32LE(0) : 0
    if (type === 0 || content.length < 20 || (![1, 11, 21].includes(type) && content.length < 36)) continue
    const box = [1, 11, 21].includes(type) ? [4, 12, 4, 12] : [4, 12, 20, 28]
    const [west, south, east, north] = box.map((at) => content.readDoubleLE(at)) as [number, number, number, number]
    if (![west, south, east, north].every((v) => Number.isFinite(v) && Math.abs(v) < 1e30)) continue
    extent[0] = Math.min(extent[0], west); extent[1] = Math.min(extent[1], south)
    extent[2] = Math.max(extent[2], east); extent[3] = Math.max(extent[3], north)
  }
  return extent[0] === Infinity ? null : extent
}
