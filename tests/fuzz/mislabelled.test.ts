import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { atlas } from '../electron/cli/atlas.ts'
import { freshFolder } from '../electron/formats/reading.ts'
import { zipOf } from '../electron/formats/zip-writing.ts'
import { judge } from './judge.ts'
import { inputOf } from './run.ts'
import { kmlText } from './seeds/text.ts'
import { targetOf, targets } from './targets.ts'

async function seedOf(target: string, name: string): Promise<Uint8Array> {
  const seeds = await targetOf(target).seeds(freshFolder())
  return seeds.find((seed) => seed.name === name)!.bytes
}

/** What a file under a name ends in; its message must be one line with what to do. */
async function endOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(freshFolder(), name)
  writeFileSync(path, bytes)
  const { outcome, wrong } = await judge({ path, name }, 'layer', () => {})
  expect(wrong).toBeNull()
  return outcome
}

const csv = 'code,name\nCF11,Kémo\nCF12,Ouaka\n'
const geojson = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[18,4]}}]}'
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)])
const office = (folder: string) => zipOf([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: `${folder}/document.xml`, data: '<x/>' }])
const ods = zipOf([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }, { name: 'content.xml', data: '<office:document-content/>' }])
const gdb = zipOf([{ name: 'a.gdb/a00000001.gdbtable', data: 'x' }, { name: 'a.gdb/a00000001.gdbtablx', data: 'x' }, { name: 'a.gdb/gdb', data: 'x' }])
const pdf = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n'

describe('files that are something else than their name says', () => {
  it.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string]>([
    ['ok', 'workbook.csv', () => seedOf('xlsx', 'hand.xlsx')], ['ok', 'json.csv', () => geojson], ['ok', 'places.shp.zip', () => zipOf([{ name: 'doc.kml', data: kmlText }])], ['ok', 'table.json', () => csv], ['ok', 'text.geojson', () => csv], ['ok', 'archive.csv', () => zipOf([{ name: 'a.csv', data: csv }])],
    ['ok', 'data.xlsx', () => csv], ['ok', 'data.kml', () => geojson], ['ok', 'data.gpkg', () => seedOf('flatgeobuf', 'point.fgb')], ['ok', 'table.xls', () => csv], ['ok', 'book.xls', () => seedOf('xlsx', 'hand.xlsx')], ['ok', 'packed.kml', () => zipOf([{ name: 'doc.kml', data: kmlText }])], ['ok', 'without', () => csv], ['ok', 'data.geojson', () => seedOf('topojson', 'a.topojson')],
    ['FORMAT_UNKNOWN', 'page.csv', () => '<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Please log in</body></html>'], ['FORMAT_UNKNOWN', 'page.geojson', () => '<html><body>404 Not Found</body></html>'], ['FORMAT_UNKNOWN', 'page.xlsx', () => '\n  <!doctype HTML><p>'],
    ['FORMAT_UNKNOWN', 'old.xls', () => ole], ['FORMAT_UNKNOWN', 'old.csv', () => ole], ['FORMAT_UNKNOWN', 'letter.doc', () => ole], ['FORMAT_UNKNOWN', 'letter.docx', () => office('word')], ['FORMAT_UNKNOWN', 'slides.pptx', () => office('ppt')], ['FORMAT_UNKNOWN', 'sheet.ods', () => ods], ['ZIP_EMPTY', 'map.gdb.zip', () => gdb], ['ZIP_EMPTY', 'project.qgz', () => zipOf([{ name: 'p.qgs', data: '<qgis/>' }])], ['ZIP_EMPTY', 'notes.zip', () => zipOf([{ name: 'a.bin', data: 'x' }])],
    ['FORMAT_UNKNOWN', 'report.pdf', () => pdf], ['FORMAT_UNKNOWN', 'report.csv', () => pdf], ['FORMAT_UNKNOWN', 'a.rar', () => Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), Buffer.alloc(500, 200)])], ['FORMAT_UNKNOWN', 'a.7z', () => Buffer.concat([Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), Buffer.alloc(500, 201)])], ['FORMAT_UNKNOWN', 'a.csv.gz', () => gzipSync(csv)],
    ['FORMAT_UNKNOWN', 'picture.png', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100)])], ['FORMAT_UNKNOWN', 'photo.jpg', () => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(100)])], ['EMPTY_FILE', 'empty.csv', () => ''], ['EMPTY_FILE', 'empty.gpkg', () => ''],
    ['NOT_GEOPACKAGE', 'base.sqlite', () => Buffer.concat([Buffer.from('SQLite format 3\0', 'latin1'), Buffer.alloc(10)])], ['FORMAT_UNKNOWN', 'base.mdb', () => Buffer.concat([Buffer.from('\x00\x01\x00\x00Standard Jet DB\x00', 'latin1'), Buffer.alloc(500)])], ['FORMAT_UNKNOWN', 'nulls.csv', () => Buffer.alloc(5000)], ['FORMAT_UNKNOWN', 'random.csv', () => Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))],
  ])('%s: %s', async (end, name, make) => { expect(await endOf(name, await make())).toBe(end) })
})

describe('files that are cut off', () => {
  it.each(targets.filter((target) => target.read === 'layer').map((target) => target.id))('%s: at 20 places each ends in rows that add up or in one coded line', { timeout: 120_000 }, async (id) => {
    const seeds = await targetOf(id).seeds(freshFolder())
    const { name, bytes } = inputOf(targetOf(id), seeds, 1, 0)
    const ends: string[] = []
    for (let i = 0; i < 20; i++) ends.push(await endOf(name, bytes.subarray(0, Math.floor((bytes.length * i) / 20))))
    expect(ends[0]).toBe('EMPTY_FILE')
    expect(ends.filter((end) => !/^[A-Z_0-9]+$|^ok$/.test(end))).toEqual([])
    if (!['csv', 'dbase'].includes(id)) expect(ends.filter((end) => end !== 'ok').length).toBeGreaterThan(15)
  })
})

describe('names of files', () => {
  it.each([
    'a#b?c%20d.csv', '%2e%2e%2f.csv', 'ملف البيانات.csv', '\u202evsc.csv', 'données.csv'.normalize('NFD'), '\ud83d\ude00.csv', "it's \"quoted\".csv", `${'é'.repeat(125)}.csv`, `${'n'.repeat(251)}.csv`, ' leading.csv', 'trailing .csv', '.csv', '-rf.csv', 'CON.csv', 'a.b.c.csv', 'new\nline.csv', 'tab\t.csv', '\u001b[31mred.csv', '$(id).csv', '中文 数据.csv',
  ])('%j is read, and named in one line where it is refused', async (name) => {
    expect(await endOf(name, csv)).toBe('ok')
    expect(await endOf(name, Buffer.alloc(3000, 1))).toBe('FORMAT_UNKNOWN')
  })

  it('folders and files that are gone are refused with a code', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'a.gdb'))
    await atlas(['new', join(folder, 'p.gpkg'), '--title', 'T'])
    for (const [name, code] of [['a.gdb', 'NOT_A_FILE'], ['gone.csv', 'FILE_NOT_FOUND']] as const) {
      const { code: exit, err } = await atlas(['import', join(folder, 'p.gpkg'), join(folder, name)])
      expect([exit, err.trim().split('\n').length, err.split(':')[1]?.trim()]).toEqual([2, 1, code])
    }
  })
})
