import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { column, counted, chosen, importedText } from './imported.ts'

const type = (result: Awaited<ReturnType<typeof importedText>>, name: string) => result.plan.fields.find((field) => field.name === name)?.type

describe('tables as offices of other countries write them', () => {
  it.each<[string, string, string, string, string]>([
    ['Russian', 'windows-1251', 'Широта', 'Долгота', 'Дата'], ['Ukrainian', 'windows-1251', 'Широта', 'Довгота', 'Дата'], ['Arabic', 'windows-1256', 'خط العرض', 'خط الطول', 'التاريخ'],
    ['Chinese', 'gb18030', '纬度', '经度', '日期'], ['Korean', 'euc-kr', '위도', '경도', '날짜'], ['Japanese', 'shift_jis', '緯度', '経度', '日付'], ['Vietnamese', 'utf-8', 'Vĩ độ', 'Kinh độ', 'Ngày'], ['Indonesian', 'utf-8', 'Lintang', 'Bujur', 'Tanggal'], ['Italian', 'utf-8', 'Latitudine', 'Longitudine', 'Data'],
  ])('columns in %s give positions and dates, whatever the encoding', async (_, encoding, latitude, longitude, date) => {
    const text = `n;${latitude};${longitude};${date}\n${[1, 2, 3].map((i) => `${i};${40 + i},5;${30 + i},25;1${i}.02.2023`).join('\n')}\n`
    const result = await importedText('points.csv', iconv.encode(text, encoding))
    expect(result.plan).toMatchObject({ kind: 'events', geometry: 'point', dateField: date })
    expect(result.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [31.25, 41.5] })
    expect(column(result, date)).toEqual(['2023-02-11', '2023-02-12', '2023-02-13'])
  })

  it.each<[string, string]>([
    ['7 de julio de 2023', '2023-07-07'], ['3 julho 2023', '2023-07-03'], ['12 июня 2023 г.', '2023-06-12'], ['5 мая 2023', '2023-05-05'], ['1 вересня 2023', '2023-09-01'], ['2023年3月5日', '2023-03-05'], ['2023년 3월 5일', '2023-03-05'], ['9 Ağustos 2023', '2023-08-09'], ['17 Agustus 2023', '2023-08-17'], ['3 Dezember 2023', '2023-12-03'],
  ])('the date %s is read', async (written, expected) => {
    expect(column(await importedText('d.csv', `date;n\n${written};1\n`), 'date')).toEqual([expected])
  })

  it('grouped numbers with fractions are no whole numbers', async () => {
    const result = await importedText('n.csv', "a;b;c\n1.200,5;1'000.5;1 200\n3.400,25;2'000.5;3 400\n")
    expect([type(result, 'a'), type(result, 'b'), type(result, 'c')]).toEqual(['real', 'real', 'integer'])
    expect(result.rows.map((row) => row.values)).toEqual([[1200.5, 1000.5, 1200], [3400.25, 2000.5, 3400]])
  })

  it('a dot groups thousands where the column or the file writes decimal commas, and is a decimal mark elsewhere', async () => {
    const grouped = await importedText('n.csv', 'pop;area;both\n12.345;1,5;1.200\n8.901;2,5;12.345.678\n')
    expect(grouped.rows.map((row) => row.values)).toEqual([[12345, 1.5, 1200], [8901, 2.5, 12_345_678]])
    expect([type(grouped, 'pop'), counted(grouped.summary.notes)]).toEqual(['integer', ['COMMA_READ_AS 3']])
    const plain = await importedText('n.csv', 'x;n\n12.345;1\n8.901;2\n')
    expect([type(plain, 'x'), column(plain, 'x')]).toEqual(['real', [12.345, 8.901]])
  })

  it('blank columns do not hide the header', async () => {
    const result = await importedText('b.csv', `a,,b,,\n${[1, 2, 3].map((i) => `${i},x${i},${i * 2},,`).join('\n')}\n`)
    expect(result.summary.read).toBe(3)
    expect(result.plan.fields.map((field) => `${field.name} ${field.type}`)).toEqual(['a integer', 'column_2 text', 'b integer'])
  })

  it('three rows of header become one, and upper cells hold for the blank ones beside them', async () => {
    const text = `,,Current,,,,Projected,,,\nCountry,Area,Phase 1,,Phase 2,,Phase 1,,Phase 2,\n,,#,%,#,%,#,%,#,%\n${[1, 2, 3].map((i) => `Somalia,A${i},${i}00,50%,${i}0,40%,${i}1,45%,${i}2,41%`).join('\n')}\n`
    const result = await importedText('ipc.csv', text)
    expect(result.summary.read).toBe(3)
    expect(result.plan.fields.map((field) => field.name)).toEqual(['Country', 'Area', ...['Current', 'Projected'].flatMap((time) => [1, 2].flatMap((phase) => ['#', '%'].map((unit) => `${time} Phase ${phase} ${unit}`)))])
    expect(result.rows[0]!.values).toEqual(['Somalia', 'A1', 100, 50, 10, 40, 11, 45, 12, 41])
  })

  it('GeoJSON in a column becomes the geometry', async () => {
    const result = await importedText('g.csv', 'name,geom\nP,"{""type"":""Point"",""coordinates"":[45,4]}"\nQ,"{""type"":""Point"",""coordinates"":[46,5]}"\nR,\n')
    expect(result.rows.map((row) => row.geometry)).toEqual([{ type: 'Point', coordinates: [45, 4] }, { type: 'Point', coordinates: [46, 5] }, null])
    expect(chosen(result, 'position')).toBe('geom')
  })

  it('areas are called by the column that names each, not by the region that many share', async () => {
    const names = ['Ain', 'Aisne', 'Allier', 'Ardèche', 'Aube', 'Aude']
    const features = names.map((name, i) => ({ type: 'Feature', properties: { CODE_DE: `0${i}`, Region: i < 3 ? 'East' : 'North', Dprtmnt: name }, geometry: { type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 0]]] } }))
    const result = await importedText('departments.geojson', JSON.stringify({ type: 'FeatureCollection', features }), { as: 'areas' })
    expect([chosen(result, 'code'), chosen(result, 'label'), column(result, 'area_name')]).toEqual(['CODE_DE', 'Dprtmnt', names])
  })

  it('the head of a MapInfo table is not a table', async () => {
    await expect(importedText('a.tab', '!table\n!version 450\n!charset WindowsLatin1\n\nDefinition Table\n')).rejects.toMatchObject({ code: 'NOT_CSV' })
  })
})
