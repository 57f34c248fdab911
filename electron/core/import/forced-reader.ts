import type { ColumnOption, ImportOptions } from '../../../shared/model/import.ts'
import type { FieldType } from '../../../shared/model/layer.ts'
import { isMissingToken } from '../formats/cells.ts'
import type { Notebook } from '../formats/notebook.ts'
import { dateReader, numberReader, textReader, type ColumnReader, type ColumnUse } from './column-reader.ts'
import type { ColumnStats } from './column-stats.ts'
import { columnIndex } from './columns.ts'

/** What the analyst says of single columns, by their places. Throws `UNKNOWN_COLUMN`. */
export function columnOptions(stats: ColumnStats[], said: ImportOptions['columns']): Map<number, ColumnOption> {
  return new Map(Object.entries(said ?? {}).map(([name, option]) => [columnIndex(stats, name, 'what was said of it'), option]))
}

/** Reads a column as the type that the analyst gave it; values that are not of that type are kept as text beside it. */
export function forcedReader(stats: ColumnStats, type: FieldType, use: ColumnUse, notes: Notebook): ColumnReader {
  switch (type) {
    case 'text': return textReader(false)
    case 'integer': {
      const reader = numberReader(stats, use, notes)
      return reader.type === 'integer' ? reader : onlyWhole(reader, stats)
    }
    case 'real': return { ...numberReader(stats, use, notes), type }
    case 'boolean': return booleanReader(stats)
    case 'date': case 'datetime': return dateReader({ ...stats, dateLike: true, timed: type === 'datetime' ? Math.max(1, stats.filled) : 0 }, notes)
  }
}

function onlyWhole(reader: ColumnReader, stats: ColumnStats): ColumnReader {
  return {
    type: 'integer', keepsText: true,
    read(value, notes) {
      const number = reader.read(value, notes)
      if (number === null || Number.isInteger(number)) return number
      notes.add('NOT_A_NUMBER', `${stats.name}: ${String(value).slice(0, 60)} is not whole (kept as text beside it)`)
      return null
    },
  }
}

/** Yes and no in the words of the four languages and of data entry. */
function booleanReader(stats: ColumnStats): ColumnReader {
  return {
    type: 'boolean', keepsText: true,
    read(value, notes) {
      if (value === null || typeof value === 'boolean') return value === null ? null : Number(value)
      const text = String(value).trim().toLowerCase()
      if (/^(true|t|yes|y|1|oui|o|vrai|sí|si|s|verdadero|نعم|x)$/u.test(text)) return 1
      if (/^(false|f|no|n|0|non|faux|falso|لا)$/u.test(text)) return 0
      if (text !== '') notes.add(isMissingToken(text) ? 'MISSING_WORD' : 'NOT_YES_OR_NO', `${stats.name}: ${text.slice(0, 60)}`)
      return null
    },
  }
}
