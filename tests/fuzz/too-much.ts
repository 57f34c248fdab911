import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { zipOf } from '../electron/formats/zip-writing.ts'
import { tags, tiffOf } from './seeds/raster.ts'

/** Files that ask for more than there is, each written to a folder in a size: 1 is that of the everyday tests, larger ones are multiples. Answers the path. */
export const tooMuch: Record<string, (folder: string, size: number) => string> = {
  'one line of JSON': (folder, size) => streamed(join(folder, 'line.json'), function* () {
    yield '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":"'
    for (let i = 0; i < 20 * size; i++) yield 'x'.repeat(1 << 20)
    yield '"}}]}'
  }),
  'one array of JSON in a property': (folder, size) => streamed(join(folder, 'array.geojson'), function* () {
    yield '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":[0'
    for (let i = 0; i < 20 * size; i++) yield ',1234567'.repeat(131_072)
    yield ']}}]}'
  }),
  'one polygon of very many corners': (folder, size) => streamed(join(folder, 'polygon.geojson'), function* () {
    const count = 500_000 * size
    yield '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[[[30,0]'
    for (let i = 1; i < count; i += 1000) yield Array.from({ length: Math.min(1000, count - i) }, (_, k) => { const turn = (2 * Math.PI * (i + k)) / count; return `,[${30 * Math.cos(turn)},${30 * Math.sin(turn)}]` }).join('')
    yield ',[30,0]]]}}]}'
  }),
  'columns without end': (folder) => streamed(join(folder, 'columns.csv'), function* () {
    for (const word of ['column', 'value']) yield `${Array.from({ length: 50_000 }, (_, i) => `${word}${i}`).join(',')}\n`
  }),
  'a quote that never closes': (folder, size) => streamed(join(folder, 'quote.csv'), function* () {
    yield 'a,b\n1,"'
    for (let i = 0; i < 20 * size; i++) yield 'line of text\n'.repeat(80_000)
  }),
  'JSON of depth 100,000': (folder) => streamed(join(folder, 'deep.json'), function* () { yield `[${'['.repeat(100_000)}1${']'.repeat(100_000)}]` }),
  'XML of depth 100,000': (folder) => streamed(join(folder, 'deep.kml'), function* () { yield `<kml>${'<Folder>'.repeat(100_000)}${'</Folder>'.repeat(100_000)}</kml>` }),
  'a raster of 60,000 by 60,000 in its head': (folder) => streamed(join(folder, 'huge.tif'), function* () { yield tiffOf(tags({ width: 60_000, height: 60_000, bits: 32, format: 3, bytes: 4000 }), Buffer.alloc(4000)) }),
  'an archive packed 1,000 to 1': (folder, size) => streamed(join(folder, 'bomb.zip'), function* () { yield zipOf([{ name: 'a.csv', data: Buffer.alloc(64_000_000 * Math.min(size, 4), 97) }]) }),
  'an archive that lies about its sizes': (folder) => streamed(join(folder, 'lies.zip'), function* () { yield zipOf([{ name: 'a.csv', data: Buffer.alloc(64_000_000, 97), claimedBytes: 100 }]) }),
  'a workbook whose sheet is a bomb': (folder) => streamed(join(folder, 'bomb.xlsx'), function* () { yield zipOf([{ name: 'xl/workbook.xml', data: '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>' }, { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' }, { name: 'xl/worksheets/sheet1.xml', data: Buffer.concat([Buffer.from('<worksheet><sheetData>'), Buffer.alloc(100_000_000, 32)]) }]) }),
  'a workbook of very many rows': (folder, size) => workbook(join(folder, 'rows.xlsx'), size < 10 ? 60_000 : 1_048_576),
}

/** Whether the reader of the file is to take it; the others are refused. */
export const isTaken = (name: string): boolean => ['one line of JSON', 'one array of JSON in a property', 'one polygon of very many corners', 'a quote that never closes', 'a workbook of very many rows'].includes(name)

function streamed(path: string, parts: () => Generator<string | Uint8Array>): string {
  const file = openSync(path, 'w')
  for (const part of parts()) writeSync(file, Buffer.from(part as string))
  closeSync(file)
  return path
}

function workbook(path: string, rows: number): string {
  const sheet = ['<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>']
  for (let row = 2; row <= rows; row++) sheet.push(`<row r="${row}"><c r="A${row}"><v>${row}</v></c><c r="B${row}" t="inlineStr"><is><t>name ${(row * 7919) % 10_007}</t></is></c></row>`)
  sheet.push('</sheetData></worksheet>')
  return streamed(path, function* () { yield zipOf([{ name: 'xl/workbook.xml', data: '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>' }, { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' }, { name: 'xl/worksheets/sheet1.xml', data: sheet.join('') }]) })
}

