import iconv from 'iconv-lite'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dbf } from '../../../electron/core/formats/dbf.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf, readAll, written } from './reading.ts'
import { dbfOf } from './shapefile-writing.ts'
import type { Column } from './shapefile-writing.ts'

async function oneColumn(column: Column, cells: (string | Buffer)[], cpg?: string, language?: number) {
  const { layer, rows } = await readAll(dbf, written({ 'a.dbf': dbfOf([column], cells.map((cell) => [cell]), { language }), ...(cpg === undefined ? {} : { 'a.cpg': cpg }) }))
  return { type: layer.fields[0]?.type, values: rows.map((row) => row.values[0]), notes: layer.notes.map((note) => note.code), encoding: layer.encoding }
}

const bytes = (size: number, write: (buffer: Buffer) => void) => { const buffer = Buffer.alloc(size); write(buffer); return buffer }

describe('dBase tables', () => {
  it('reads numbers, and blanks and stars as missing', async () => {
    expect(await oneColumn({ name: 'N', type: 'N', length: 8, decimals: 0 }, ['      12', '     -3', '', '********', '    1e3'])).toMatchObject({ type: 'integer', values: [12, -3, null, null, 1000] })
    expect(await oneColumn({ name: 'N', type: 'N', length: 12, decimals: 3 }, ['     0.125', '-1,5', '1.5E-3', 'nan'])).toMatchObject({ type: 'real', values: [0.125, -1.5, 0.0015, null] })
  })

  it('keeps whole numbers of more than 15 digits as text, so that no digit is lost', async () => {
    expect(await oneColumn({ name: 'N', type: 'N', length: 18, decimals: 0 }, ['900000000000000001', '1'])).toMatchObject({ type: 'text', values: ['900000000000000001', '1'] })
    expect(await oneColumn({ name: 'N', type: 'N', length: 18, decimals: 0 }, ['12345', '1'])).toMatchObject({ type: 'integer', values: [12345, 1] })
  })

  it('reads dates as ISO text; blank ones are missing, impossible ones are missing with a note', async () => {
    expect(await oneColumn({ name: 'D', type: 'D', length: 8 }, ['20240229', '', '00000000', '20230229', '2024/1/1'])).toMatchObject({ type: 'date', values: ['2024-02-29', null, null, null, null], notes: ['VALUE_UNREADABLE'] })
  })

  it('an encoding that there is not is refused by its name', async () => {
    await expect(readAll(dbf, written({ 'a.dbf': dbfOf([{ name: 'T', type: 'C', length: 4 }], [['x']], {}) }), { encoding: 'klingon' })).rejects.toMatchObject({ code: 'UNKNOWN_ENCODING' })
  })

  it('reads logical values', async () => {
    expect(await oneColumn({ name: 'L', type: 'L', length: 1 }, ['T', 'y', 'F', 'n', '?', ' '])).toMatchObject({ type: 'boolean', values: [true, true, false, false, null, null] })
  })

  it('reads binary integers, doubles, money and moments', async () => {
    expect(await oneColumn({ name: 'I', type: 'I', length: 4 }, [bytes(4, (b) => b.writeInt32LE(-70_000))])).toMatchObject({ type: 'integer', values: [-70_000] })
    expect(await oneColumn({ name: 'B', type: 'B', length: 8 }, [bytes(8, (b) => b.writeDoubleLE(2.5))])).toMatchObject({ type: 'real', values: [2.5] })
    expect(await oneColumn({ name: 'O', type: 'O', length: 8 }, [bytes(8, (b) => { b.writeDoubleBE(2.5); b[0] = (b[0] ?? 0) | 0x80 })])).toMatchObject({ type: 'real', values: [2.5] })
    expect(await oneColumn({ name: 'Y', type: 'Y', length: 8 }, [bytes(8, (b) => b.writeBigInt64LE(123_456n))])).toMatchObject({ type: 'real', values: [12.3456] })
    expect(await oneColumn({ name: 'T', type: 'T', length: 8 }, [bytes(8, (b) => { b.writeInt32LE(2_460_311); b.writeInt32LE(45_296_000, 4) }), Buffer.alloc(8)])).toMatchObject({ type: 'datetime', values: ['2024-01-01T12:34:56', null] })
  })

  it('leaves memo columns out and says so', async () => {
    const { layer, rows } = await readAll(dbf, written({ 'a.dbf': dbfOf([{ name: 'NAME', type: 'C', length: 5 }, { name: 'NOTES', type: 'M', length: 10 }, { name: 'N', type: 'N', length: 3, decimals: 0 }], [['one', '7', '1']]) }))
    expect([layer.fields.map((f) => f.name), rows[0]?.values, layer.notes.map((note) => note.code)]).toEqual([['NAME', 'N'], ['one', 1], ['COLUMN_LEFT_OUT']])
  })

  it('leaves rows out that are marked as deleted, and counts them', async () => {
    const { layer, rows } = await readAll(dbf, written({ 'a.dbf': dbfOf([{ name: 'A', type: 'C', length: 2 }], [['a'], ['b'], ['c']], { deleted: [1] }) }))
    expect([rows.map((row) => row.values[0]), layer.notes]).toEqual([['a', 'c'], [{ code: 'DELETED_ROWS', count: 1, sample: expect.any(String) as string }]])
  })

  it('gives repeated and blank column names names of their own', async () => {
    const { layer } = await readAll(dbf, written({ 'a.dbf': dbfOf([{ name: 'A', type: 'C', length: 1 }, { name: 'a', type: 'C', length: 1 }, { name: '', type: 'C', length: 1 }], [['1', '2', '3']]) }))
    expect(layer.fields.map((field) => field.name)).toEqual(['A', 'a_2', 'column_3'])
  })

  it('reads texts longer than 255 characters as Clipper writes them', async () => {
    expect((await oneColumn({ name: 'C', type: 'C', length: 300 }, ['x'.repeat(300)])).values).toEqual(['x'.repeat(300)])
  })

  it.each<[string, string, string | undefined, number, string]>([
    ['the .cpg says', 'windows-1256', '1256', 0, 'ولاية الخرطوم'],
    ['the language byte says', 'windows-1256', undefined, 0x7e, 'ولاية الخرطوم'],
    ['the .cpg says, against the language byte', 'utf-8', 'UTF-8', 0x57, 'Bamako 北京 مصر'],
    ['valid UTF-8 shows, without any .cpg', 'utf-8', undefined, 0x57, 'Ségou, Gaoé et Kidal'],
    ['ESRI’s ANSI number says', 'windows-1250', 'ANSI 1250', 0, 'Łódź, Žilina'],
    ['a Cyrillic .cpg says', 'windows-1251', 'windows-1251', 0, 'Київська область'],
    ['a guess shows: Western', 'windows-1252', undefined, 0x57, 'Département de Kéniéba, Côte d’Ivoire'],
    ['a guess shows: Arabic', 'windows-1256', undefined, 0x57, 'محافظة نينوى قضاء الموصل ناحية بعشيقة'],
    ['a guess shows: Cyrillic', 'windows-1251', undefined, 0, 'Донецкая область, Мариупольский район'],
    ['a guess shows: Chinese', 'gbk', undefined, 0, '云南省大理市'],
    ['a guess shows: Taiwan', 'big5', undefined, 0, '臺灣省南投縣'],
    ['a guess shows: Japanese', 'shift_jis', undefined, 0, '東京都千代田区'],
  ])('decodes text as %s (%s)', async (_, encoding, cpg, language, text) => {
    const data = dbfOf([{ name: 'NAME', type: 'C', length: 80 }], [[iconv.encode(text, encoding)], [iconv.encode(`${text} 2`, encoding)]], { language })
    const { rows } = await readAll(dbf, written({ 'a.dbf': data, ...(cpg === undefined ? {} : { 'a.cpg': cpg }) }))
    expect(rows.map((row) => row.values[0])).toEqual([text, `${text} 2`])
  })

  it('does not believe a .cpg that says UTF-8 over other bytes', async () => {
    expect(await oneColumn({ name: 'A', type: 'C', length: 20 }, [iconv.encode('Côte d’Ivoire', 'windows-1252')], 'UTF-8', 0x57)).toMatchObject({ values: ['Côte d’Ivoire'], encoding: 'windows-1252', notes: ['ENCODING_DIFFERS'] })
  })

  it('drops a character that the end of a field cuts, and still knows UTF-8', async () => {
    expect(await oneColumn({ name: 'A', type: 'C', length: 6 }, [Buffer.from('Ségoué').subarray(0, 6), Buffer.from('abcdeé').subarray(0, 6)])).toMatchObject({ values: ['Ségou', 'abcde'], encoding: 'utf-8' })
  })

  it('takes the encoding that the analyst gives', async () => {
    const path = written({ 'a.dbf': dbfOf([{ name: 'A', type: 'C', length: 9 }], [[iconv.encode('é', 'cp850')]]) })
    expect((await readAll(dbf, path, { encoding: 'cp850' })).rows[0]?.values).toEqual(['é'])
  })

  it('refuses a table that lacks rows, and reads one whose header says 0', async () => {
    const whole = dbfOf([{ name: 'A', type: 'C', length: 4 }], [['a'], ['b'], ['c']])
    expect(await codeOf(readAll(dbf, written({ 'a.dbf': whole.subarray(0, whole.length - 8) })))).toBe('FILE_TRUNCATED')
    expect((await readAll(dbf, written({ 'a.dbf': dbfOf([{ name: 'A', type: 'C', length: 4 }], [['a'], ['b']], { count: 0 }) }))).rows).toHaveLength(2)
  })

  it.each([['NOT_DBF', Buffer.from('<html>')], ['EMPTY_FILE', Buffer.alloc(0)], ['NOT_DBF', Buffer.alloc(200)], ['NOT_DBF', Buffer.concat([Buffer.from([3, 126, 1, 1, 255, 255, 255, 255, 65, 0, 0, 0]), Buffer.alloc(60)])]])('answers %s for what is no table', async (code, data) => {
    expect(await codeOf(readAll(dbf, written({ 'a.dbf': data })))).toBe(code)
  })

  it('survives any single damaged byte of the header with rows or a code', async () => {
    const whole = dbfOf([{ name: 'A', type: 'C', length: 4 }, { name: 'N', type: 'N', length: 9, decimals: 2 }, { name: 'I', type: 'I', length: 4 }], [['a', '1.5', Buffer.alloc(4)], ['b', '2', Buffer.alloc(4)]])
    const odd: string[] = []
    for (let at = 0; at < 129; at++) {
      for (const value of [0, 1, 255]) {
        const copy = Buffer.from(whole)
        copy[at] = value
        const code = await codeOf(readAll(dbf, written({ 'a.dbf': copy })))
        if (!['no error', 'NOT_DBF', 'FILE_TRUNCATED'].includes(code)) odd.push(`${at}=${value}: ${code}`)
      }
    }
    expect(odd).toEqual([])
  })

  it.skipIf(!shared).each([['big5.dbf', '繁體國語'], ['gbk.dbf', '简体国语'], ['latin1.dbf', 'Peçeña México'], ['utf8.dbf', '国语國語']])('%s says %s', async (name, text) => {
    const path = sharedFile(`fixtures/messy/dbf/${name}`)
    const { rows } = await readAll(dbf, path)
    expect([basename(path), rows.map((row) => row.values[0])]).toEqual([name, [text]])
  })
})
