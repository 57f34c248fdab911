import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { zip } from '../../../electron/core/formats/zip.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, freshFolder, readAll, written } from './reading.ts'
import { dbfOf, pointContent, shapesOf } from './shapefile-writing.ts'
import { zipOf } from './zip-writing.ts'
import type { Written } from './zip-writing.ts'

const csvData = 'code,name\nA1,Nord\nA2,Sud\n'
const { shp, shx } = shapesOf(1, [pointContent(1, 2), pointContent(3, 4)])
const dbf = dbfOf([{ name: 'NAME', type: 'C', length: 10 }], [['one'], ['two']])
const open = (name: string, data: Uint8Array) => zip.open({ path: written({ [name]: data }), name }, {})
const codeFor = (entries: Written[]) => codeOf(open('a.zip', zipOf(entries)))

describe('zip archives', () => {
  it('keeps the companions of a shapefile together, whatever the case of their names', async () => {
    const path = written({ 'a.zip': zipOf([{ name: 'x/Points.SHP', data: shp }, { name: 'x/POINTS.shx', data: shx }, { name: 'x/points.DBF', data: dbf }, { name: 'x/Points.shp.xml', data: '<x/>' }, { name: 'x/Points.sbn', data: 'x' }, { name: '__MACOSX/x/._Points.SHP', data: 'junk' }, { name: '.DS_Store', data: 'junk' }]) })
    const { sublayers, layer, rows } = await readAll(zip, path)
    expect(sublayers).toEqual(['Points'])
    expect([layer.fields, layer.notes.map((note) => note.code)]).toEqual([[{ name: 'NAME', type: 'text' }], []])
    expect(rows).toEqual([{ geometry: { type: 'Point', coordinates: [1, 2] }, values: ['one'] }, { geometry: { type: 'Point', coordinates: [3, 4] }, values: ['two'] }])
  })

  it('names each dataset by its file, by its path where names repeat, and tells what it leaves out', async () => {
    const path = written({ 'a.zip': zipOf([{ name: 'n/data.csv', data: csvData }, { name: 's/data.csv', data: csvData }, { name: 'other.csv', data: csvData }, { name: 'alone.dbf', data: dbf }, { name: 'map.pdf', data: '%PDF' }, { name: 'readme.txt', data: 'read me' }]) })
    const { sublayers, layer } = await readAll(zip, path, { sublayer: 's/data.csv' })
    expect(sublayers.toSorted()).toEqual(['alone', 'n/data.csv', 'other', 's/data.csv'])
    expect(layer.notes).toContainEqual({ code: 'ENTRIES_LEFT_OUT', count: 2, sample: 'map.pdf, readme.txt' })
  })

  it('reads plain text only where nothing else is data', async () => {
    const { layer, rows } = await readAll(zip, written({ 'a.zip': zipOf([{ name: 'table.txt', data: csvData }]) }))
    expect([layer.name, rows.length]).toEqual(['table', 2])
  })

  it('passes over a dataset that cannot be read and says why', async () => {
    const { sublayers, layer } = await readAll(zip, written({ 'a.zip': zipOf([{ name: 'bad.shp', data: 'not a shapefile' }, { name: 'good.csv', data: csvData }]) }))
    expect(sublayers).toEqual(['good'])
    expect(layer.notes.filter((note) => note.code === 'ENTRY_UNREADABLE')).toHaveLength(1)
  })

  it('answers the dataset’s own error where it is the only one', async () => {
    expect(await codeFor([{ name: 'bad.shp', data: 'not a shapefile' }])).toBe('NOT_SHAPEFILE')
  })

  it('decodes names in UTF-8 without a mark, and in code page 437', async () => {
    const { sublayers } = await readAll(zip, written({ 'a.zip': zipOf([{ name: Buffer.from('séismes.csv'), data: csvData, flags: 0 }, { name: Buffer.from('r\x82gions.csv', 'latin1'), data: csvData, flags: 0 }]) }))
    expect(sublayers).toEqual(['régions', 'séismes'])
  })

  it('removes what it unpacked when it is closed', async () => {
    const path = written({ 'a.zip': zipOf([{ name: 'a.csv', data: csvData }]) })
    const staging = freshFolder()
    vi.stubEnv('TMPDIR', staging)
    try {
      const opened = await zip.open({ path, name: 'a.zip' }, {})
      expect(readdirSync(staging)).toHaveLength(1)
      opened.close()
      expect(readdirSync(staging)).toEqual([])
      await codeOf(zip.open({ path: written({ 'b.zip': zipOf([{ name: 'b.shp', data: 'none' }]) }), name: 'b.zip' }, {}))
      expect(readdirSync(staging).filter((name) => name.startsWith('atlas-reading-'))).toEqual([])
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('removes what a process that is gone left behind, and nothing else', async () => {
    const path = written({ 'a.zip': zipOf([{ name: 'a.csv', data: csvData }]) })
    const staging = freshFolder()
    const gone = spawnSync(process.execPath, ['--version']).pid
    for (const name of [`atlas-reading-${gone}-abc`, `atlas-reading-${process.pid}-def`, 'atlas-reading-x', 'other']) mkdirSync(join(staging, name))
    vi.stubEnv('TMPDIR', staging)
    try {
      (await zip.open({ path, name: 'a.zip' }, {})).close()
      expect(readdirSync(staging).toSorted()).toEqual([`atlas-reading-${process.pid}-def`, 'atlas-reading-x', 'other'].toSorted())
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it.each<[string, string, Written[]]>([
    ['a name that climbs out', 'ZIP_UNSAFE', [{ name: '../../evil.csv', data: csvData }]],
    ['a name inside that climbs', 'ZIP_UNSAFE', [{ name: 'a/../../evil.csv', data: csvData }]],
    ['an absolute name', 'ZIP_UNSAFE', [{ name: '/etc/evil.csv', data: csvData }]],
    ['a drive letter', 'ZIP_UNSAFE', [{ name: 'C:evil.csv', data: csvData }]],
    ['a backslash', 'ZIP_UNSAFE', [{ name: '..\\evil.csv', data: csvData }]],
    ['a NUL in a name', 'ZIP_UNSAFE', [{ name: 'evil.csv\0.txt', data: csvData }]],
    ['a symbolic link', 'ZIP_UNSAFE', [{ name: 'link.csv', data: '/etc/passwd', mode: 0o120777 }]],
    ['the same name twice', 'ZIP_UNSAFE', [{ name: 'a.csv', data: csvData }, { name: 'a.csv', data: csvData }]],
    ['names that differ only in case', 'ZIP_UNSAFE', [{ name: 'a.csv', data: csvData }, { name: 'A.CSV', data: csvData }]],
    ['a password', 'ZIP_ENCRYPTED', [{ name: 'a.csv', data: csvData, flags: 0x801 }]],
    ['an entry packed more than 200 to 1', 'ZIP_BOMB', [{ name: 'zeros.csv', data: Buffer.alloc(3_000_000) }]],
    ['an entry that claims 5 GB', 'ZIP_BOMB', [{ name: 'a.csv', data: Buffer.alloc(30_000_000, 'a,b,c\n'), claimedBytes: 0xf0000000 }]],
    ['entries that share bytes', 'ZIP_BOMB', [{ name: 'a.csv', data: csvData }, { name: 'b.csv', data: csvData, at: 10 }]],
    ['an entry of other length than it claims', 'ZIP_CORRUPT', [{ name: 'a.csv', data: csvData, claimedBytes: 7 }]],
    ['an entry of other content than its sum', 'ZIP_CORRUPT', [{ name: 'a.csv', data: csvData, crc: 1 }]],
    ['a packing method that is not known', 'ZIP_UNSUPPORTED', [{ name: 'a.csv', data: csvData, method: 9 }]],
    ['only other archives', 'ZIP_NESTED', [{ name: 'in/b.zip', data: zipOf([{ name: 'a.csv', data: csvData }]) }]],
    ['no data', 'ZIP_EMPTY', [{ name: 'a.pdf', data: '%PDF' }]],
    ['nothing', 'ZIP_EMPTY', []],
    ['more than 10,000 entries', 'ZIP_BOMB', Array.from({ length: 10_001 }, (_, i) => ({ name: `f${i}`, data: '', stored: true }))],
    ['more than 300 datasets', 'ZIP_TOO_MANY', Array.from({ length: 301 }, (_, i) => ({ name: `f${i}.csv`, data: 'a\n1\n' }))],
  ])('refuses an archive with %s as %s', async (_, code, entries) => {
    expect(await codeFor(entries)).toBe(code)
  })

  it('tells a web page, an empty file and a cut archive apart', async () => {
    const whole = zipOf([{ name: 'a.csv', data: csvData.repeat(100) }])
    expect(await codeOf(open('page.zip', Buffer.from('<html>404</html>')))).toBe('NOT_A_ZIP')
    expect(await codeOf(open('empty.zip', Buffer.alloc(0)))).toBe('EMPTY_FILE')
    expect(await codeOf(open('cut.zip', whole.subarray(0, whole.length - 30)))).toBe('FILE_TRUNCATED')
  })

  it('answers rows or a code when bytes are damaged', async () => {
    const whole = zipOf([{ name: 'x/a.shp', data: shp }, { name: 'x/a.dbf', data: dbf }, { name: 'b.csv', data: csvData.repeat(50) }])
    const odd: string[] = []
    const path = written({ 'a.zip': whole })
    let seed = 5
    const next = (below: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % below }
    for (let i = 0; i < 250; i++) {
      const copy = Buffer.from(whole)
      for (let k = 0; k <= i % 4; k++) copy[next(copy.length)] = next(256)
      writeFileSync(path, i % 10 ? copy : copy.subarray(0, next(copy.length)))
      const code = await codeOf(readAll(zip, path))
      if (!/^(no error|NOT_A_ZIP|EMPTY_FILE|FILE_TRUNCATED|FILE_CORRUPT|ZIP_\w+|NOT_SHAPEFILE|NOT_DBF|NOT_CSV|NOT_\w+)$/.test(code)) odd.push(`${i}: ${code}`)
    }
    expect(odd).toEqual([])
  })

  it('leaves workbooks to others', () => {
    const workbook = zipOf([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'xl/workbook.xml', data: '<workbook/>' }])
    expect([zip.recognises(workbook, 'a.xlsx'), zip.recognises(workbook, 'a.csv'), zip.recognises(zipOf([{ name: 'a.csv', data: csvData }]), 'download')]).toEqual([false, false, true])
  })

  it.skipIf(!shared).each([
    ['messy/zip/bomb_50MB_zeros.zip', 'ZIP_BOMB'], ['messy/zip/many_entries_5000.zip', 'ZIP_EMPTY'], ['messy/zip/nested_bomb_10x20MB.zip', 'ZIP_NESTED'], ['messy/zip/symlink.zip', 'ZIP_UNSAFE'],
    ['messy/zip/zip-in-zip.zip', 'ZIP_NESTED'], ['messy/zip/zip_slip.zip', 'ZIP_UNSAFE'], ['messy/corrupt/html_saved_as.zip', 'NOT_A_ZIP'], ['messy/corrupt/truncated.zip', 'FILE_TRUNCATED'],
  ])('%s is refused as %s', async (file, code) => {
    expect(await codeOf(zip.open({ path: sharedFile(`fixtures/${file}`), name: basename(file) }, {}))).toBe(code)
  })

  it('reads KML and TopoJSON in an archive', async () => {
    const kml = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>here</name><Point><coordinates>1,2,0</coordinates></Point></Placemark></Document></kml>'
    const topology = JSON.stringify({ type: 'Topology', objects: { places: { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [3, 4], properties: { n: 1 } }] } }, arcs: [] })
    const path = written({ 'a.zip': zipOf([{ name: 'places.kml', data: kml }, { name: 'world.json', data: topology }]) })
    const { sublayers } = await readAll(zip, path)
    const geometries = await Promise.all(sublayers.map(async (sublayer) => (await readAll(zip, path, { sublayer })).rows.map((row) => row.geometry)))
    expect(geometries).toEqual([[{ type: 'Point', coordinates: [1, 2] }], [{ type: 'Point', coordinates: [3, 4] }]])
  })

  it.skipIf(!shared)('reads a workbook in an archive', async () => {
    const { layer, rows } = await readAll(zip, written({ 'a.zip': zipOf([{ name: 'book.xlsx', data: readFileSync(sharedFile('fixtures/hxl/libhxl/input-valid.xlsx')) }]) }))
    expect([layer.fields.length > 5, rows.length > 3]).toEqual([true, true])
  })

  it.skipIf(!shared)('reads both layers of a mixed-case archive and the storm tracks beside __MACOSX', async () => {
    const both = sharedFile('fixtures/messy/zip/two_layers_mixed_case.zip')
    expect([(await readAll(zip, both, { sublayer: 'CAF_ADM1' })).rows.length, (await readAll(zip, both, { sublayer: 'séismes é' })).rows.length]).toEqual([17, 115])
    expect((await readAll(zip, sharedFile('fixtures/global/IBTrACS.ALL.list.v04r01.lines.zip'))).rows.length).toBe(9910)
  })
})
