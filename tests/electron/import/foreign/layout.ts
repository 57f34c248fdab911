import { strToU8, zipSync } from 'fflate'
import type { ImportOptions } from '../../../../shared/model/import.ts'
import type { Imported } from '../imported.ts'
import { chosen, column } from '../imported.ts'

/** A file as an office somewhere writes it, and what must be recognised in it. Only what `expect` names is compared. */
export interface Layout { title: string; file: string; content: string | Uint8Array; options?: ImportOptions; expect: Recognised }

/** What an import recognised, in short words. `first` is the first position (five decimals), `dates` the first values of the date column, `notes` the codes with counts that the case is about. */
export interface Recognised {
  kind?: string; level?: number | null; layout?: string; code?: string; codes?: unknown[]; label?: string; parent?: string; lon?: string; lat?: string; position?: string; order?: string; datesOrder?: string; date?: string | null; dates?: unknown[]
  dimension?: string | null; crs?: string | null; encoding?: string | null; fields?: string[]; rows?: number; rejected?: number; first?: [number, number] | null; notes?: string[]; header?: string; decimal?: string
}

/** The parts of a result that an expectation names. */
export function recognised(result: Imported, wanted: Recognised): Recognised {
  const { plan, summary } = result
  const geometry = result.rows.find((row) => row.geometry !== null)?.geometry
  const five = (value: number) => Number(value.toFixed(5))
  const all: Required<Recognised> = {
    kind: plan.kind, level: plan.level, layout: chosen(result, 'layout') ?? '', code: chosen(result, 'code') ?? '', codes: plan.codeField ? column(result, plan.codeField).slice(0, wanted.codes?.length ?? 2) : [],
    label: chosen(result, 'label') ?? '', parent: chosen(result, 'parent') ?? '', lon: chosen(result, 'lon') ?? '', lat: chosen(result, 'lat') ?? '', date: plan.dateField, position: chosen(result, 'position') ?? '', order: chosen(result, 'order') ?? '', datesOrder: chosen(result, 'dates') ?? '', dates: plan.dateField ? column(result, plan.dateField).slice(0, wanted.dates?.length ?? 2) : [],
    dimension: plan.dimension, crs: plan.crs, encoding: plan.encoding, fields: plan.fields.map((field) => `${field.name} ${field.type}`), rows: summary.imported, rejected: summary.rejected,
    first: geometry?.type === 'Point' ? [five(geometry.coordinates[0]!), five(geometry.coordinates[1]!)] : null,
    notes: [...summary.notes, ...summary.reasons].map((note) => `${note.code} ${note.count}`).filter((note) => wanted.notes === undefined || wanted.notes.length === 0 || wanted.notes.includes(note)).toSorted(),
    header: chosen(result, 'header') ?? '', decimal: chosen(result, 'decimal') ?? '',
  }
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key as keyof Recognised]])) as Recognised
}

/** Rows of cells as delimited text; cells with the delimiter or a quotation mark are quoted. */
export function table(rows: (string | number | null)[][], delimiter = ','): string {
  const cell = (value: string | number | null) => { const text = String(value ?? ''); return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text }
  return `${rows.map((row) => row.map(cell).join(delimiter)).join('\r\n')}\r\n`
}

/** A header and a number of rows made from it. */
export function many(header: string[], count: number, row: (i: number) => (string | number | null)[], delimiter = ','): string {
  return table([header, ...Array.from({ length: count }, (_, i) => row(i))], delimiter)
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook of sheets of cells (null is blank), with merged ranges. */
export function book(...sheets: { name: string; rows: (string | number | null)[][]; merges?: string[] }[]): Uint8Array {
  const letters = (i: number): string => i < 26 ? String.fromCharCode(65 + i) : letters(Math.floor(i / 26) - 1) + String.fromCharCode(65 + i % 26)
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const cell = (value: string | number | null, row: number, column: number) => value === null ? '' : typeof value === 'number' ? `<c r="${letters(column)}${row}"><v>${value}</v></c>` : `<c r="${letters(column)}${row}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(`<workbook xmlns="${main}" xmlns:r="${relation}"><sheets>${sheets.map((sheet, i) => `<sheet name="${escaped(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`),
  }
  sheets.forEach((sheet, i) => {
    const data = sheet.rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r + 1, c)).join('')}</row>`).join('')
    files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(`<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${data}</sheetData>${sheet.merges ? `<mergeCells>${sheet.merges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>` : ''}</worksheet>`)
  })
  return zipSync(files)
}

/** Squares side by side with the properties given, as GeoJSON. */
export function squares(...properties: object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features: properties.map((one, i) => ({ type: 'Feature', properties: one, geometry: { type: 'Polygon', coordinates: [[[i * 2, 0], [i * 2 + 1, 0], [i * 2 + 1, 1], [i * 2, 1], [i * 2, 0]]] } })) })
}
