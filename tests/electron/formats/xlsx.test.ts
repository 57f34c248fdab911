import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { dateText } from '../../../electron/core/formats/xlsx-sheet.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { column, counted, errorCode, imported, importedText } from '../import/imported.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A small workbook as a program would write it: `sheets` hold the content of their sheetData and what follows. */
function workbook(sheets: { name: string; data: string; after?: string; state?: string }[], parts: { strings?: string[]; properties?: string; formats?: string; extra?: Record<string, string> } = {}): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(`<workbook xmlns="${main}" xmlns:r="${relation}"><workbookPr ${parts.properties ?? ''}/><sheets>${sheets.map((sheet, i) => `<sheet name="${sheet.name}" sheetId="${i + 1}" ${sheet.state ? `state="${sheet.state}"` : ''} r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`),
    'xl/styles.xml': strToU8(`<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="${parts.formats ?? 'dd/mm/yyyy\\ hh:mm'}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="4"/></cellXfs></styleSheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst xmlns="${main}">${(parts.strings ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`),
  }
  sheets.forEach((sheet, i) => { files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(`<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${main}"><sheetData>${sheet.data}</sheetData>${sheet.after ?? ''}</worksheet>`) })
  for (const [name, text] of Object.entries(parts.extra ?? {})) files[name] = strToU8(text)
  return zipSync(files)
}

const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`
const number = (cell: string, value: number, style = 0) => `<c r="${cell}" s="${style}"><v>${value}</v></c>`
const row = (n: number, ...cells: string[]) => `<row r="${n}">${cells.join('')}</row>`

describe('Excel workbooks', () => {
  it('every kind of cell is read', async () => {
    const data = row(1, text('A1', 'code'), '<c r="B1" t="s"><v>0</v></c>', text('C1', 'day'), text('D1', 'moment'), text('E1', 'flag'), text('F1', 'share'), text('G1', 'formula'))
      + row(2, text('A2', 'CF11'), number('B2', 448_465, 3), number('C2', 44_621, 1), number('D2', 44_621.5, 2), '<c r="E2" t="b"><v>1</v></c>', '<c r="F2" t="e"><v>#VALUE!</v></c>', '<c r="G2" t="str"><f>A1&amp;B1</f><v>joined</v></c>')
      + row(3, text('A3', 'CF12'), number('B3', 5), number('C3', 44_622, 1), number('D3', 44_622.75, 2), '<c r="E3" t="b"><v>0</v></c>', number('F3', 0.5), text('G3', 'x'))
    const result = await importedText('book.xlsx', workbook([{ name: 'data', data }], { strings: ['<r><t>peo</t></r><r><t>ple</t></r><rPh><t>phonetic</t></rPh>'] }))
    expect(result.plan).toMatchObject({ format: 'xlsx', kind: 'table', codeField: 'code', sublayer: 'data', name: 'book' })
    expect(result.plan.fields.map((field) => `${field.name} ${field.type}`)).toEqual(['code text', 'people integer', 'day date', 'moment datetime', 'flag boolean', 'share real', 'formula text'])
    expect(result.rows.map((one) => one.values)).toEqual([['CF11', 448_465, '2022-03-01', '2022-03-01T12:00:00.000Z', 1, null, 'joined'], ['CF12', 5, '2022-03-02', '2022-03-02T18:00:00.000Z', 0, 0.5, 'x']])
  })

  it.each<[number, boolean, unknown]>([[44_621, false, '2022-03-01'], [43_159, true, '2022-03-01'], [61, false, '1900-03-01'], [1, false, '1900-01-01'], [0.5, false, '12:00:00'], [-5, false, -5], [44_621.999_99, false, '2022-03-01T23:59:59']])('the serial %d (1904: %s) is %s', (serial, date1904, expected) => {
    expect(dateText(serial, date1904)).toBe(expected)
  })

  it('merged cells give their words to every row they span, but not their numbers', async () => {
    const data = row(1, text('A1', 'region'), text('B1', 'sector'), text('C1', 'people')) + row(2, text('A2', 'North'), text('B2', 'WASH'), number('C2', 10)) + row(3, text('B3', 'Health')) + row(4, text('A4', 'South'), text('B4', 'Food'), number('C4', 7))
    const result = await importedText('book.xlsx', workbook([{ name: 's', data, after: '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="C2:C3"/></mergeCells>' }]))
    expect(column(result, 'region')).toEqual(['North', 'North', 'South'])
    expect(column(result, 'people')).toEqual([10, null, 7])
    expect(counted(result.summary.notes)).toEqual(['MERGED_CELLS 1'])
  })

  it('titles, a merged group row and cells without references are understood', async () => {
    const data = row(1, text('A1', 'Population figures 2022')) + row(3, text('B3', 'Women'), text('D3', 'Men')) + '<row r="4">' + ['code', 'young', 'old', 'young', 'old'].map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('') + '</row>'
      + row(5, text('A5', 'A'), number('B5', 1), number('C5', 2), number('D5', 3), number('E5', 4)) + row(6, text('A6', 'B'), number('B6', 5), number('C6', 6), number('D6', 7), number('E6', 8))
    const result = await importedText('book.xlsx', workbook([{ name: 's', data, after: '<mergeCells><mergeCell ref="B3:C3"/><mergeCell ref="D3:E3"/></mergeCells>' }]))
    expect(result.plan.fields.map((field) => field.name)).toEqual(['code', 'Women young', 'Women old', 'Men young', 'Men old'])
    expect(result.rows.map((one) => one.values)).toEqual([['A', 1, 2, 3, 4], ['B', 5, 6, 7, 8]])
  })

  it('several sheets must be chosen from; empty and hidden ones do not count', async () => {
    const data = row(1, text('A1', 'code'), text('B1', 'v')) + row(2, text('A2', 'A'), number('B2', 1))
    const book = workbook([{ name: 'one', data }, { name: 'two', data: data.replace('>1<', '>2<') }, { name: 'empty', data: '' }, { name: 'secret', data, state: 'hidden' }])
    await expect(importedText('book.xlsx', book)).rejects.toThrow(/one, two$/)
    expect(column(await importedText('book.xlsx', book, { sublayer: 'two' }), 'v')).toEqual([2])
    expect(await errorCode(importedText('book.xlsx', book, { sublayer: 'three' }))).toBe('UNKNOWN_LAYER')
    expect(column(await importedText('book.xlsx', workbook([{ name: 'one', data }, { name: 'empty', data: '' }])), 'v')).toEqual([1])
  })

  it('a column without a title keeps its values; values far down beyond the table are noted', async () => {
    const data = row(1, text('A1', 'code'), text('B1', 'v')) + Array.from({ length: 200 }, (_, i) => row(i + 2, text(`A${i + 2}`, `A${i}`), number(`B${i + 2}`, i), ...(i === 3 ? [text('C5', 'seen early')] : []), ...(i === 190 ? [text('E192', 'a remark')] : []))).join('')
    const result = await importedText('book.xlsx', workbook([{ name: 's', data }]))
    expect(column(result, 'column_3')[3]).toBe('seen early')
    expect(counted(result.summary.notes)).toEqual(['HEADER_BLANK 1', 'ROW_TOO_LONG 1'])
    expect(result.summary).toMatchObject({ read: 200, imported: 200 })
  })

  it('a workbook is one by its content, whatever it is called', async () => {
    const data = row(1, text('A1', 'code'), text('B1', 'v')) + row(2, text('A2', 'A'), number('B2', 1))
    expect((await importedText('named.csv', workbook([{ name: 's', data }]))).plan.format).toBe('xlsx')
  })

  it('points in a sheet are points', async () => {
    const data = row(1, text('A1', 'name'), text('B1', 'lat'), text('C1', 'lon')) + row(2, text('A2', 'x'), number('B2', 4.5), number('C2', 18.5))
    expect((await importedText('book.xlsx', workbook([{ name: 's', data }]))).rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [18.5, 4.5] })
  })

  it.each<[string, string, () => Uint8Array]>([
    ['a document type', 'XML_FORBIDDEN', () => workbook([{ name: 's', data: row(1, text('A1', 'x')) }], { extra: { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' } })],
    ['a cut archive', 'FILE_TRUNCATED', () => workbook([{ name: 's', data: row(1, text('A1', 'x')) }]).slice(0, 500)],
    ['a workbook without values', 'NO_ROWS', () => workbook([{ name: 's', data: '' }])],
    ['broken XML', 'NOT_XML', () => workbook([{ name: 's', data: '<row><c></row>' }])],
    ['an archive that is no workbook', 'NOT_XLSX', () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'keyword/document.xml': strToU8('<x/>') })],
    ['a document', 'FORMAT_UNKNOWN', () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<x/>') })],
  ])('%s ends as %s', async (_, code, make) => {
    expect(await errorCode(importedText('book.xlsx', make()))).toBe(code)
  })
})

describe.skipIf(!shared)('real workbooks', () => {
  it.each<[string, string | undefined, number, Record<string, unknown>]>([
    ['som/displacement/som_unhcr_prmn_displacement_dataset.xlsx', undefined, 52_648, { kind: 'table', dateField: 'Month End' }],
    ['som/operational-presence/3w_operational_presence_dataset_january_april_2025.xlsx', undefined, 4146, { kind: 'responses', codeField: 'DistrictPcode' }],
    ['caf/boundaries/caf_cod_ab.xlsx', 'caf_admin2', 72, { kind: 'table', codeField: 'adm2_pcode' }],
    ['survey/kobo_style_household_caf.xlsx', 'enquete_menage', 181, { kind: 'events', dateField: 'today' }],
    ['hxl/libhxl/input-merged.xlsx', undefined, 4, { kind: 'responses' }],
  ])('%s comes in whole', async (path, sublayer, rows, plan) => {
    const result = await imported(sharedFile(`fixtures/${path}`), { sublayer })
    expect(result.plan).toMatchObject(plan)
    expect(result.summary).toMatchObject({ read: rows, imported: rows, rejected: 0 })
  })
})
