import { createNotebook } from './notebook.ts'
import { isDbf } from './dbf-header.ts'
import { openDbfTable } from './dbf-table.ts'
import type { DbfTable } from './dbf-table.ts'
import type { Format, OpenedLayer, SourceRow } from './format.ts'
import type { Notebook } from './notebook.ts'
import { companion } from './shapefile-files.ts'

const batchRows = 2000

/** A dBase table on its own (a shapefile's belongs to the shapefile). */
export const dbf: Format = {
  id: 'dbf',
  title: 'dBase table',
  extensions: ['dbf'],
  recognises: (head, name) => name.toLowerCase().endsWith('.dbf') && isDbf(head),
  async open(file, options) {
    const name = file.name.replace(/\.[^.]*$/, '')
    const notes = createNotebook()
    const table = await openDbfTable({ path: file.path, name: file.name, cpg: await companion(file.path, '.cpg'), encoding: options.encoding }, notes, false)
    return {
      format: 'dbf', sublayers: [{ name, rows: table.rows, geometry: 'none' }],
      openLayer: async () => layerOf(name, table, notes),
      close() { void table.close() },
    }
  },
}

function layerOf(name: string, table: DbfTable, notes: Notebook): OpenedLayer {
  let done = 0
  const size = table.rows * table.recordBytes
  return {
    name, fields: table.fields, geometry: 'none', rows: table.rows, crs: null, encoding: table.encoding, encodingWhy: table.encodingWhy,
    get notes() { return notes.list() },
    size, done: () => done,
    async *batches() {
      for (let start = 0; start < table.rows; start += batchRows) {
        const rows = await table.read(start, batchRows)
        done = Math.min(size, (start + rows.length) * table.recordBytes)
        const batch: SourceRow[] = []
        for (const values of rows) {
          if (values) batch.push({ geometry: null, values })
          else notes.add('DELETED_ROWS', 'rows that the table marks as deleted are left out')
        }
        if (batch.length) yield batch
      }
    },
  }
}
