import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { chosen, column, counted, errorCode, importedText } from '../import/imported.ts'

describe('encodings of delimited text', () => {
  const text = 'pcode,nom\nCF11,Préfecture de l’Ombella\nCF12,Nana-Mambéré\nCF13,Kémo à côté\nCF14,Haute-Kotto\n'
  it.each([
    ['utf-8', Buffer.from(text)], ['utf-8', Buffer.from(`\ufeff${text}`)], ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')])], ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')])],
    ['utf-16le', iconv.encode(text, 'utf-16le')], ['windows-1252', iconv.encode(text, 'windows-1252')], ['cp850', iconv.encode(text.replaceAll('’', "'"), 'cp850')], ['macintosh', iconv.encode(text, 'macintosh')],
  ])('%s is recognised and read', async (encoding, bytes) => {
    const result = await importedText('names.csv', bytes)
    expect(result.plan.encoding).toBe(encoding)
    expect(column(result, 'nom').map((name) => String(name).replaceAll('’', "'"))).toEqual(["Préfecture de l'Ombella", 'Nana-Mambéré', 'Kémo à côté', 'Haute-Kotto'])
  })

  it('Arabic in Windows-1256 is recognised', async () => {
    const arabic = 'code,name\n' + ['بغداد المدينة القديمة', 'البصرة في الجنوب', 'الموصل على نهر دجلة', 'أربيل والسليمانية', 'محافظة النجف الأشرف'].map((name, i) => `IQ${i},${name}\n`).join('')
    const result = await importedText('areas.csv', iconv.encode(arabic, 'windows-1256'))
    expect(result.plan.encoding).toBe('windows-1256')
    expect(column(result, 'name')[0]).toBe('بغداد المدينة القديمة')
  })

  it('a character beyond ASCII far into the file still decides', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},plain text without accents\n`).join('')
    const result = await importedText('late.csv', Buffer.concat([Buffer.from(`id,name\n${rows}`), iconv.encode('60000,Sévaré\n', 'windows-1252')]))
    expect(column(result, 'name').at(-1)).toBe('Sévaré')
  })

  it('an encoding that the analyst names is used, an unknown one refused', async () => {
    const result = await importedText('names.csv', iconv.encode('code;nom\n1;café\n', 'cp850'), { encoding: 'cp850' })
    expect(column(result, 'nom')).toEqual(['café'])
    expect(await errorCode(importedText('names.csv', 'a,b\n1,2\n', { encoding: 'klingon' }))).toBe('UNKNOWN_ENCODING')
  })
})

describe('delimiters and records', () => {
  it.each([[','], [';'], ['\t'], ['|']])('%j is found by the evenness of the columns', async (delimiter) => {
    const rows = [['code', 'name', 'note'], ['A1', '"x, y; z"', 'a'], ['A2', 'b', '"two\nlines | and more"'], ['A3', 'c', '"she said ""no"""']]
    const result = await importedText('table.csv', rows.map((row) => row.join(delimiter)).join('\r\n'))
    expect(chosen(result, 'delimiter')).toBe(delimiter)
    expect(result.rows.map((row) => row.values)).toEqual([['A1', 'x, y; z', 'a'], ['A2', 'b', 'two\nlines | and more'], ['A3', 'c', 'she said "no"']])
  })

  it('semicolons win over the decimal commas between them', async () => {
    const result = await importedText('points.csv', 'nom;lat;lon\nA;4,406790;18,564110\nB;4,380313;18,564531\n')
    expect(result.rows.map((row) => row.geometry)).toEqual([{ type: 'Point', coordinates: [18.56411, 4.40679] }, { type: 'Point', coordinates: [18.564531, 4.380313] }])
  })

  it('the line sep=; of Excel settles the delimiter and is no header', async () => {
    const result = await importedText('excel.csv', 'sep=;\ncode;value\nA,1;5\n')
    expect(result.plan.fields.map((field) => field.name)).toEqual(['code', 'value'])
    expect(result.rows[0]!.values).toEqual(['A,1', 5])
  })

  it('short rows are padded, long ones refused, blank lines are no records', async () => {
    const result = await importedText('ragged.csv', 'code,name,value\nA,x,1\nB,y\n\nC,z,3,4\n,,\nD,w,4\n')
    expect(result.summary).toMatchObject({ read: 4, imported: 3, rejected: 1 })
    expect(counted(result.summary.reasons)).toEqual(['ROW_TOO_LONG 1'])
    expect(counted(result.summary.notes)).toEqual(['ROW_TOO_SHORT 1'])
    expect(column(result, 'value')).toEqual([1, null, 4])
  })

  it('a quote that never closes does not swallow the rows after it', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `C${i},"name ${i}",${i}`)
    rows[10] = 'C10,"unterminated,10'
    const result = await importedText('quotes.csv', `code,name,value\n${rows.join('\n')}\n`)
    expect(result.summary).toMatchObject({ read: 50, imported: 50 })
    expect(column(result, 'code').at(-1)).toBe('C49')
    expect(result.summary.notes.map((note) => note.code)).toContain('UNCLOSED_QUOTE')
  })

  it('bytes of value zero are left out with a note', async () => {
    const result = await importedText('nul.csv', 'code,name\nA,x\u0000y\n')
    expect(column(result, 'name')).toEqual(['xy'])
    expect(counted(result.summary.notes)).toEqual(['NUL_BYTES 1'])
  })

  it('old Macintosh line ends are line ends', async () => {
    expect((await importedText('mac.csv', 'code,value\rA,1\rB,2\r')).rows.map((row) => row.values)).toEqual([['A', 1], ['B', 2]])
  })

  it('a field of many megabytes in quotes is read whole', async () => {
    const long = 'x'.repeat(5_000_000)
    expect(column(await importedText('long.csv', `code,text\nA,"${long}"\n`), 'text')).toEqual([long])
  })
})

describe('headers', () => {
  it.each<[string, string, string[], unknown[][]]>([
    ['repeated and blank names are told apart', 'code,value,value,\nA,1,2,3\n', ['code', 'value', 'value_2', 'column_4'], [['A', 1, 2, 3]]],
    ['rows of titles above the header are skipped', 'Population by district,,\nSource: census,,\ncode,name,people\nA,x,10\nB,y,20\n', ['code', 'name', 'people'], [['A', 'x', 10], ['B', 'y', 20]]],
    ['a row of HXL tags is no data', 'Code,Name,People\n#adm1+code,#adm1+name,#population\nA,x,10\n', ['Code', 'Name', 'People'], [['A', 'x', 10]]],
    ['tags alone serve as names', '#adm1+code,#affected\nA,10\n', ['#adm1+code', '#affected'], [['A', 10]]],
    ['a file without a header keeps its first row', 'Bangui,4.36,18.55\nBouar,5.95,15.6\n', ['column_1', 'column_2', 'column_3'], [['Bangui', 4.36, 18.55], ['Bouar', 5.95, 15.6]]],
    ['years may be column names', 'code,2019,2020,2021\nA,1,2,3\nB,4,5,6\n', ['code', '2019', '2020', '2021'], [['A', 1, 2, 3], ['B', 4, 5, 6]]],
    ['two rows of header are joined', 'Region,District,IPC 2,IPC 3\n,,people,people\nR,D,5,6\nR,E,7,8\nR,F,9,10\n', ['Region', 'District', 'IPC 2 people', 'IPC 3 people'], [['R', 'D', 5, 6], ['R', 'E', 7, 8], ['R', 'F', 9, 10]]],
  ])('%s', async (_, text, names, values) => {
    const result = await importedText('table.csv', text, { as: 'table' })
    expect(result.plan.fields.map((field) => field.name)).toEqual(names)
    expect(result.rows.map((row) => row.values)).toEqual(values)
  })

  it('a remark below the table is no record of it, and is not lost silently', async () => {
    const result = await importedText('table.csv', 'code,a,b,c\nA,1,2,3\nB,1,2,3\n"Source: National Statistics Office, census of 2015, provisional figures.",,,\n')
    expect(result.summary).toMatchObject({ read: 3, imported: 2, rejected: 1 })
    expect(counted(result.summary.reasons)).toEqual(['FOOTNOTE 1'])
    expect(column(result, 'a')).toEqual([1, 1])
  })

  it('the first row of data is not taken for a second header because of its words for missing', async () => {
    const result = await importedText('table.csv', 'code,a,b,c\nA,x,N/A,no data\nB,1,2,3\nC,4,5,6\n')
    expect(result.rows.map((row) => row.values)).toEqual([['A', null, null, null], ['B', 1, 2, 3], ['C', 4, 5, 6]])
    expect(counted(result.summary.notes)).toEqual(['MISSING_WORD 3'])
  })
})

describe('what is no table', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['an empty file', 'EMPTY_FILE', ''],
    ['blank lines only', 'EMPTY_FILE', '\n\n \n'],
    ['a web page', 'FORMAT_UNKNOWN', '<!DOCTYPE html><html><body>Log in</body></html>'],
    ['a PDF', 'FORMAT_UNKNOWN', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300)])],
    ['random bytes', 'FORMAT_UNKNOWN', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)],
    ['an old Excel workbook', 'FORMAT_UNKNOWN', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)])],
  ])('%s is refused as %s', async (_, code, content) => {
    expect(await errorCode(importedText('file.csv', content))).toBe(code)
  })

  it('a header without rows gives no rows and says so', async () => {
    const result = await importedText('head.csv', 'adm1_pcode,value\n')
    expect(result.summary).toMatchObject({ read: 0, imported: 0, rejected: 0 })
    expect(counted(result.summary.notes)).toEqual(['NO_ROWS 1'])
  })

  it('thousands of columns are refused', async () => {
    expect(await errorCode(importedText('wide.csv', `${Array.from({ length: 2500 }, (_, i) => `c${i}`).join(',')}\n`))).toBe('TOO_MANY_COLUMNS')
  })
})
