import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Out } from './out.ts'
import { zipOut } from './zip-out.ts'

/** A cell: dates are ISO text with `date` or `datetime` as their column's type. */
export type Cell = string | number | boolean | null
export type CellKind = 'plain' | 'date' | 'datetime'

/** One sheet: `head` rows stay in view and are bold. `rows` may be as long as a sheet can be. */
export interface Sheet { name: string; head: string[][]; kinds: CellKind[]; rows: AsyncIterable<Cell[][]> | Iterable<Cell[][]> }

const mostRows = 1_048_576
const mostColumns = 16_384
/** What Excel holds in one cell. */
export const longestText = 32_767

/** Writes an Excel workbook as a stream: typed cells, text that never is a formula, dates as dates. Sheets are made one after the other, so that a later one may tell of an earlier one. Throws `TOO_MANY_ROWS` and `TOO_MANY_COLUMNS`. */
export async function writeWorkbook(out: Out, sheets: readonly { name: string; make: () => Omit<Sheet, 'name'> }[]): Promise<void> {
  const zip = zipOut(out)
  const put = (name: string, text: string) => { const entry = zip.entry(name); entry.write(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`); entry.end() }
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  const each = (text: (n: number, name: string) => string) => names.map((name, i) => text(i + 1, name)).join('')
  put('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`)
  put('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
  put('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets>${each((n, name) => `<sheet name="${xmlText(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`)
  put('xl/_rels/workbook.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${relation}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${relation}/styles" Target="styles.xml"/></Relationships>`)
  put('xl/styles.xml', styles)
  for (const [i, { make }] of sheets.entries()) {
    const entry = zip.entry(`xl/worksheets/sheet${i + 1}.xml`)
    await writeSheet(make(), (text) => entry.write(text))
    entry.end()
  }
  zip.end()
}

async function writeSheet({ head, kinds, rows }: Omit<Sheet, 'name'>, write: (text: string) => void): Promise<void> {
  const width = Math.max(kinds.length, ...head.map((row) => row.length))
  if (width > mostColumns) throw new AtlasError('TOO_MANY_COLUMNS', `A sheet holds ${mostColumns} columns, and there are ${width}. Export as CSV or Parquet.`)
  const pane = head.length > 0 ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${head.length}" topLeftCell="A${head.length + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` : ''
  write(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}">${pane}<sheetData>`)
  let number = 0
  for (const row of head) write(`<row r="${++number}">${row.map((text, i) => textCell(`${columnName(i)}${number}`, text, 1)).join('')}</row>`)
  for await (const batch of rows) {
    if (number + batch.length > mostRows) throw new AtlasError('TOO_MANY_ROWS', `A sheet holds ${mostRows} rows, and there are more. Export as CSV, GeoPackage or Parquet.`)
    for (const row of batch) {
      number += 1
      write(`<row r="${number}">${row.map((cell, i) => cellText(`${columnName(i)}${number}`, cell, kinds[i] ?? 'plain')).join('')}</row>`)
    }
  }
  write('</sheetData></worksheet>')
}

function cellText(place: string, cell: Cell, kind: CellKind): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : ''
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`
  const serial = kind === 'plain' ? null : serialOf(cell)
  return serial === null ? textCell(place, cell, 0) : `<c r="${place}" s="${kind === 'date' ? 2 : 3}"><v>${serial}</v></c>`
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" t="inlineStr"${style ? ` s="${style}"` : ''}><is><t xml:space="preserve">${xmlText(cutText(text))}</t></is></c>`
}

/** The day number that Excel counts from 1900; null for what it cannot show as a date to the second (before March 1900, fractions of a second). */
export function serialOf(iso: string): number | null {
  const time = Date.parse(iso.length === 10 ? `${iso}T00:00:00Z` : iso)
  if (!Number.isFinite(time) || time % 1000 !== 0) return null
  const serial = time / 86_400_000 + 25_569
  return serial >= 61 && serial < 2_958_466 ? serial : null
}

function cutText(text: string): string {
  if (text.length <= longestText) return text
  const cut = text.slice(0, longestText)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}

/** Text for XML; what XML cannot hold in the way of workbooks, as `_x0001_`. */
function xmlText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g, (control) => `_x${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!)
}

const letters: string[] = []
function columnName(index: number): string {
  return (letters[index] ??= index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26))
}

/** Names as Excel allows them: 31 characters at most, without `[]:*?/\`, each once. */
function sheetNames(wanted: readonly string[]): string[] {
  const names: string[] = []
  for (const name of wanted) {
    const plain = name.replace(/[\u0000-\u001f[\]:*?/\\]+/g, ' ').replace(/^'+|'+$/g, '').trim().slice(0, 31).trim() || 'data'
    let free = plain
    for (let n = 2; names.some((one) => one.toLowerCase() === free.toLowerCase()); n++) free = `${plain.slice(0, 31 - String(n).length - 1)} ${n}`
    names.push(free)
  }
  return names
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
