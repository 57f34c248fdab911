import type { DatabaseSync } from 'node:sqlite'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Format, OpenedLayer, SourceRow, SourceValue } from './format.ts'
import { openCoverage } from './geopackage-coverage.ts'
import { crsOfTable } from './geopackage-crs.ts'
import { decodeGeometry, kindOfTypeCode, kindOfTypeName, readGeometryHead } from './geopackage-geometry.ts'
import { openForeignDatabase, translated } from './geopackage-open.ts'
import { listColumns, listContents, quoted } from './geopackage-tables.ts'
import type { ContentTable, TableColumn } from './geopackage-tables.ts'
import { sourceNames, sourceSaid, styleText } from './geopackage-marks.ts'
import { createNotebook } from './notebook.ts'
import type { Notebook } from './notebook.ts'
import { isRaster } from './raster.ts'

const batchRows = 1000

/** A GeoPackage from elsewhere: feature and attribute tables that gpkg_contents names. Tiles, coverages and views are listed, but refused when opened. */
export const geopackage: Format = {
  id: 'geopackage',
  title: 'GeoPackage',
  extensions: ['gpkg'],
  recognises: (head) => Buffer.from(head.subarray(0, 16)).toString('latin1') === 'SQLite format 3\0',
  async open(file, options) {
    const opening = createNotebook()
    const source = await openForeignDatabase(file.path, file.name, opening)
    const guarded = <T>(work: () => T): T => {
      try { return work() } catch (error) { throw translated(error, file.name) }
    }
    try {
      const contents = guarded(() => listContents(source.db, file.name))
      if (contents.every((content) => content.refused)) throw refused(contents[0]?.refused)
      const scans = new Map(contents.map((content) => [content.name, guarded(() => scan(source.db, content))]))
      return {
        format: 'geopackage',
        sublayers: contents.map((content) => ({ name: content.name, rows: scans.get(content.name)?.rows ?? null, geometry: scans.get(content.name)?.kind ?? 'none', ...(content.coverage ? { raster: { band: 1, description: '' } } : {}) })),
        async openLayer(name) {
          const content = contents.find((item) => item.name === name)
          const found = scans.get(name)
          if (!content || !found) throw new AtlasError('NO_SUBLAYER', `The GeoPackage holds no layer "${name.slice(0, 80)}"; it holds ${contents.map((item) => item.name).join(', ').slice(0, 200)}.`)
          if (content.refused) throw refused(content.refused)
          if (content.coverage) throw isRaster(`"${name}" in ${file.name}`)
          const notes = createNotebook()
          for (const note of opening.list()) notes.add(note.code, note.sample, note.count)
          return guarded(() => layerOf(source.db, content, found, notes, file.name, options.signal))
        },
        async openRaster(name) {
          const content = contents.find((item) => item.name === name && item.coverage)
          if (!content) throw new AtlasError('NO_SUBLAYER', `The GeoPackage holds no raster "${name.slice(0, 80)}".`)
          return guarded(() => openCoverage(source.db, content, file.name))
        },
        close: source.close,
      }
    } catch (error) {
      source.close()
      throw error
    }
  },
}

interface Scan { rows: number; kind: GeometryKind; extent: [number, number, number, number] | null; heights: number }

/** One pass over the heads of all geometries: how many rows, what they draw, and their extent in the source's coordinates. */
function scan(db: DatabaseSync, content: ContentTable): Scan {
  if (content.coverage) return { rows: 1, kind: 'none', extent: content.bbox, heights: 0 }
  if (content.refused) return { rows: 0, kind: 'none', extent: null, heights: 0 }
  if (!content.geometryColumn) return { rows: Number(db.prepare(`SELECT count(*) AS n FROM ${quoted(content.table)}`).get()?.n ?? 0), kind: 'none', extent: null, heights: 0 }
  const statement = db.prepare(`SELECT substr(${quoted(content.geometryColumn)}, 1, 100) FROM ${quoted(content.table)}`)
  statement.setReturnArrays(true)
  const kinds = new Set<GeometryKind>()
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  let rows = 0
  let heights = 0
  for (const row of statement.iterate() as unknown as Iterable<unknown[]>) {
    rows += 1
    const head = row[0] instanceof Uint8Array ? readGeometryHead(row[0]) : null
    if (!head) continue
    kinds.add(kindOfTypeCode(head.type))
    if (head.heights) heights += 1
    if (!head.envelope) continue
    extent[0] = Math.min(extent[0], head.envelope[0]); extent[1] = Math.min(extent[1], head.envelope[1])
    extent[2] = Math.max(extent[2], head.envelope[2]); extent[3] = Math.max(extent[3], head.envelope[3])
  }
  const [only] = kinds
  return { rows, kind: only && kinds.size === 1 ? only : kinds.size ? 'mixed' : rows ? 'none' : kindOfTypeName(content.declared), extent: extent[0] <= extent[2] ? extent : content.bbox, heights }
}

function layerOf(db: DatabaseSync, content: ContentTable, found: Scan, notes: Notebook, fileName: string, signal?: AbortSignal): OpenedLayer {
  const columns = listColumns(db, content, notes)
  if (found.heights) notes.add('HEIGHTS_LEFT_OUT', 'Z values are not kept', found.heights)
  const crs = content.geometryColumn ? crsOfTable(db, content, found.extent, notes) : null
  let done = 0
  return {
    name: content.name, fields: namesOf(db, content, columns).map((name, i) => ({ name, type: columns[i]!.type })), geometry: found.kind, rows: found.rows, crs, encoding: 'utf-8',
    beside: { qml: styleText(db, content.table), columns: columns.map((column) => column.name), source: sourceSaid(db, content.table) },
    get notes() { return notes.list() },
    size: found.rows, done: () => done,
    async *batches() {
      done = 0
      try {
        for (const batch of readBatches(db, content, columns, notes)) {
          signal?.throwIfAborted()
          done += batch.length
          yield batch
        }
      } catch (error) {
        throw translated(error, fileName)
      }
    },
  }
}

/** The columns' names; in a file that this program wrote those of the source, unless they would repeat. */
function namesOf(db: DatabaseSync, content: ContentTable, columns: readonly TableColumn[]): string[] {
  const known = sourceNames(db, content.table)
  const names = columns.map((column) => known.get(column.name.toLowerCase()) ?? column.name)
  return new Set(names.map((name) => name.toLowerCase())).size === names.length ? names : columns.map((column) => column.name)
}

function* readBatches(db: DatabaseSync, content: ContentTable, columns: TableColumn[], notes: Notebook): Generator<SourceRow[]> {
  const names = [...(content.geometryColumn ? [content.geometryColumn] : []), ...columns.map((column) => column.name)]
  const statement = db.prepare(`SELECT ${names.length ? names.map(quoted).join(', ') : '1'} FROM ${quoted(content.table)}`)
  statement.setReturnArrays(true)
  statement.setReadBigInts(true)
  let batch: SourceRow[] = []
  let number = 0
  for (const cells of statement.iterate() as unknown as Iterable<unknown[]>) {
    number += 1
    const values = content.geometryColumn ? cells.slice(1) : cells
    batch.push({ ...geometryOf(content.geometryColumn ? cells[0] : null, number), values: columns.map((column, i) => valueOf(values[i], column, notes)) })
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}

function geometryOf(cell: unknown, number: number): Pick<SourceRow, 'geometry' | 'problem'> {
  if (cell === null || cell === undefined) return { geometry: null }
  try {
    if (!(cell instanceof Uint8Array)) throw new Error('the geometry is not in GeoPackage form')
    return { geometry: decodeGeometry(cell) }
  } catch (error) {
    return { geometry: null, problem: { code: 'BAD_GEOMETRY', text: `row ${number}: ${error instanceof Error ? error.message : String(error)}` } }
  }
}

function valueOf(cell: unknown, column: TableColumn, notes: Notebook): SourceValue {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'bigint') return column.isBoolean && (cell === 0n || cell === 1n) ? cell === 1n : Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell)
  if (typeof cell === 'string') return cell === '' ? null : cell
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null
  notes.add('VALUE_UNREADABLE', `${column.name}: binary data`)
  return null
}

function refused(refusal: ContentTable['refused'] | undefined): AtlasError {
  return new AtlasError(refusal?.code ?? 'NO_LAYERS', refusal?.message ?? 'The GeoPackage lists no layers: export the layer again from QGIS.')
}
