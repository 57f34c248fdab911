import { randomBytes } from 'node:crypto'
import { closeSync, createReadStream, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { styleQml } from '../sql/qml.ts'
import { aboutText } from './about.ts'
import { csvLine } from './csv.ts'
import { shapeKinds, shapeParts, widen, type ShapeKind } from './geometry-parts.ts'
import type { Out } from './out.ts'
import { writeWhole } from './out.ts'
import { addNeed, cutBytes, dbfColumns, newNeed, type DbfColumn } from './shapefile-columns.ts'
import { shapeContent, shapeHead } from './shapefile-shapes.ts'
import type { ExportRow, ExportTable } from './table.ts'
import type { LayerWriter } from './writers.ts'
import { zipOut } from './zip-out.ts'

const wgs84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const longest = 0x7fff_ffff

/** Zipped shapefiles: one for each kind of geometry, since a shapefile holds one kind only; UTF-8; names of ten bytes, with a list of the originals in `fields.txt`, the source in `metadata.txt` and the style for QGIS beside each. */
export const layerShapefile: LayerWriter = {
  format: 'shp.zip', needsGeometry: true, takesTags: false, passes: 2,
  async write(table, out, folder) {
    const { columns, kinds } = await survey(table)
    const stem = table.layer.table
    const datasets = kinds.map((kind) => ({ kind, name: kinds.length === 1 ? stem : `${stem}_${kind}`, path: join(folder, `${randomBytes(8).toString('hex')}-part`) }))
    try {
      const sizes = await writeDatasets(table, datasets, columns)
      const zip = zipOut(out)
      for (const { name, path } of datasets) {
        for (const ending of ['shp', 'shx', 'dbf']) {
          const entry = zip.entry(`${name}.${ending}`)
          for await (const chunk of createReadStream(`${path}.${ending}`)) entry.write(chunk as Buffer)
          entry.end()
        }
        for (const [ending, text] of [['prj', wgs84], ['cpg', 'UTF-8']] as const) { const entry = zip.entry(`${name}.${ending}`); entry.write(text); entry.end() }
      }
      const put = (name: string, text: string) => { const entry = zip.entry(name); entry.write(text); entry.end() }
      for (const { kind, name } of datasets) put(`${name}.qml`, styleQml(table.layer.style, kind === 'multipoint' ? 'point' : kind, table.fields.map((field, i) => ({ ...field, column: columns[i]?.name ?? field.column })), table.layer.opacity))
      put('fields.txt', fieldList(columns, sizes))
      put('metadata.txt', aboutText(table))
      zip.end()
    } finally {
      for (const { path } of datasets) for (const ending of ['shp', 'shx', 'dbf']) rmSync(`${path}.${ending}`, { force: true })
    }
  },
}

interface Dataset { kind: ShapeKind; name: string; path: string }

async function survey(table: ExportTable): Promise<{ columns: DbfColumn[]; kinds: ShapeKind[] }> {
  const needs = table.fields.map(newNeed)
  const found = new Set<ShapeKind>()
  for await (const batch of table.batches()) {
    for (const { geometry, values } of batch) {
      values.forEach((value, i) => addNeed(needs[i]!, value))
      const parts = geometry ? shapeParts(geometry) : null
      for (const kind of shapeKinds) if (parts?.[kind]) found.add(kind)
    }
  }
  const columns = dbfColumns(table.fields, needs)
  if (columns.length > 255) throw new AtlasError('TOO_MANY_COLUMNS', `A shapefile holds 255 columns, and there are ${columns.length}. Export the layer as GeoPackage.`)
  if (columns.reduce((sum, column) => sum + column.width, 1) > 65_535) throw new AtlasError('TOO_MANY_COLUMNS', 'A record of a shapefile holds 65,535 bytes, and these are longer. Export the layer as GeoPackage.')
  const kinds = shapeKinds.filter((kind) => found.has(kind))
  const usual = { point: 'point', line: 'line', polygon: 'polygon', mixed: 'point', none: 'point' } as const
  return { columns, kinds: kinds.length > 0 ? kinds : [usual[table.layer.geometry]] }
}

/** Writes the parts of every dataset. A record without geometry goes into the first. */
async function writeDatasets(table: ExportTable, datasets: Dataset[], columns: DbfColumn[]): Promise<{ name: string; rows: number }[]> {
  const stored = columns.length > 0 ? columns : [{ name: 'id', original: '', type: 'N', width: 10, decimals: 0, cut: 0, cell: () => '' } satisfies DbfColumn]
  const made: { name: string; rows: number }[] = []
  for (const [first, dataset] of datasets.entries()) {
    const offsets: number[] = []
    const lengths: number[] = []
    const box = [Infinity, Infinity, -Infinity, -Infinity]
    const shp = `${dataset.path}.shp`
    await writeWhole(`${dataset.path}.dbf`, async (dbf) => {
      dbf.write(dbfHead(stored, 0))
      await writeWhole(shp, async (out) => {
        out.write(shapeHead(dataset.kind, 100, [0, 0, 0, 0]))
        for await (const batch of table.batches()) for (const row of batch) writeRecord(row, dataset.kind, first === 0, out, dbf, stored, offsets, lengths, box)
      })
      dbf.write(Buffer.from([0x1a]))
    })
    const end = offsets.length > 0 ? offsets.at(-1)! + lengths.at(-1)! + 8 : 100
    await writeWhole(`${dataset.path}.shx`, (out) => {
      out.write(shapeHead(dataset.kind, 100 + offsets.length * 8, box))
      for (const [i, offset] of offsets.entries()) { const entry = Buffer.alloc(8); entry.writeInt32BE(offset / 2, 0); entry.writeInt32BE(lengths[i]! / 2, 4); out.write(entry) }
    })
    putAt(shp, shapeHead(dataset.kind, end, box))
    putAt(`${dataset.path}.dbf`, dbfHead(stored, offsets.length))
    made.push({ name: dataset.name, rows: offsets.length })
  }
  return made
}

function writeRecord(row: ExportRow, kind: ShapeKind, takesEmpty: boolean, out: Out, dbf: Out, columns: DbfColumn[], offsets: number[], lengths: number[], box: number[]): void {
  const parts = row.geometry ? shapeParts(row.geometry) : null
  const empty = !parts || shapeKinds.every((one) => !parts[one])
  if (empty ? !takesEmpty : !parts[kind]) return
  const content = shapeContent(kind, parts)
  if (out.position + content.bytes.length > longest || dbf.position > longest) throw new AtlasError('FILE_TOO_LARGE', 'The shapefile would be larger than 2 GB, which the format cannot hold. Export the layer as GeoPackage.')
  const head = Buffer.alloc(8)
  head.writeInt32BE(offsets.length + 1, 0)
  head.writeInt32BE(content.bytes.length / 2, 4)
  offsets.push(out.position)
  lengths.push(content.bytes.length)
  out.write(head)
  out.write(content.bytes)
  if (content.box) widen(box, [[content.box[0]!, content.box[1]!], [content.box[2]!, content.box[3]!]])
  dbf.write(` ${columns.map((column, i) => padded(column, column.cell(row.values[i] ?? null))).join('')}`)
}

function padded(column: DbfColumn, text: string): string {
  const cut = cutBytes(text.replaceAll('\0', ' '), column.width)
  const blank = ' '.repeat(column.width - Buffer.byteLength(cut))
  return column.type === 'N' || column.type === 'F' ? blank + cut : cut + blank
}

function dbfHead(columns: readonly DbfColumn[], rows: number): Buffer {
  const head = Buffer.alloc(33 + columns.length * 32)
  head[0] = 3
  head.set([126, 1, 1], 1)
  head.writeUInt32LE(rows, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(columns.reduce((sum, column) => sum + column.width, 1), 10)
  for (const [i, { name, type, width, decimals }] of columns.entries()) {
    const at = 32 + i * 32
    head.write(name, at, 'utf8')
    head.write(type, at + 11, 'latin1')
    head[at + 16] = width
    head[at + 17] = decimals
  }
  head[head.length - 1] = 0x0d
  return head
}

function putAt(path: string, bytes: Buffer): void {
  const file = openSync(path, 'r+')
  try { writeSync(file, bytes, 0, bytes.length, 0) } finally { closeSync(file) }
}

function fieldList(columns: readonly DbfColumn[], datasets: readonly { name: string; rows: number }[]): string {
  const lines = [csvLine(['name', 'original', 'type', 'width', 'decimals', 'texts cut at 254 bytes']), ...columns.map((column) => csvLine([column.name, column.original, column.type, column.width, column.decimals, column.cut || null]))]
  return `\ufeff${lines.join('\r\n')}\r\n\r\n${datasets.map(({ name, rows }) => csvLine([name, rows])).join('\r\n')}\r\n`
}
