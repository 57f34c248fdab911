import { describe, expect, it } from 'vitest'
import { readDate, utcText } from '../../../electron/core/formats/dates.ts'
import { readCoordinate, readPair } from '../../../electron/core/formats/coordinates.ts'
import { numberForm, readNumber } from '../../../electron/core/formats/cells.ts'
import { chosen, column, counted, errorCode, importedText } from './imported.ts'

const square = (x: number) => [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]
const areas = (...properties: object[]) => JSON.stringify({ type: 'FeatureCollection', features: properties.map((one, i) => ({ type: 'Feature', properties: one, geometry: { type: 'Polygon', coordinates: square(i * 2) } })) })

describe('single values', () => {
  it.each<[string, string | null, string | null]>([
    ['2022-03-01', '2022-03-01', null], ['01/03/2022', '2022-03-01', null], ['25.12.2021', '2021-12-25', null], ['12/25/2021', '2021-12-25', null], ['2022/3/1', '2022-03-01', null], ['44621', '2022-03-01', null], ['44621.5', '2022-03-01', '12:00:00'],
    ['20220301', '2022-03-01', null], ['1 mars 2022', '2022-03-01', null], ['1er février 2022', '2022-02-01', null], ['15 de agosto de 2021', '2021-08-15', null], ['March 1, 2022', '2022-03-01', null], ['01-Mar-22', '2022-03-01', null], ['Apr 2023', '2023-04-01', null], ['2021-Q3', '2021-07-01', null], ['2021 T1', '2021-01-01', null],
    ['١٥ مارس ٢٠٢٢', '2022-03-15', null], ['1649051836769', '2022-04-04', '05:57:16.769'], ['3/1/2022 4:05:06 PM', '2022-01-03', '16:05:06'], ['Tue, 01 Mar 2022 10:00:00 GMT', '2022-03-01', '10:00:00'], ['2020-02-29', '2020-02-29', null],
    ['15 market 2022', null, null], ['hello', null, null], ['12', null, null], ['0016', null, null],
  ])('%s is the date %s', (text, date, time) => {
    const read = readDate(text, 'dmy', true)
    expect(read === null || read === 'impossible' ? [null, null] : [read.date, read.time]).toEqual([date, time])
  })

  it.each(['2022-02-30', '31/04/2021', '2021-13-01', '45/45/2020', '1401/02/03', '2021-02-29'])('%s is a date that no calendar has', (text) => {
    expect(readDate(text, 'dmy', true)).toBe('impossible')
  })

  it('a moment with a zone is put into UTC', () => {
    const read = readDate('2022-03-01T23:30:00-05:00', 'dmy', false)
    expect(read !== null && read !== 'impossible' && utcText(read)).toBe('2022-03-02T04:30:00.000Z')
  })

  it.each<[string, 'lon' | 'lat', number]>([
    ['4.5', 'lat', 4.5], ['4,5', 'lat', 4.5], [' 4.38 ', 'lat', 4.38], ['18.56 E', 'lon', 18.56], ['18.56 O', 'lon', -18.56], ['W 18.5', 'lon', -18.5], ['4°24\'24.44"N', 'lat', 4 + 24 / 60 + 24.44 / 3600], ['4° 24′ S', 'lat', -4.4], ['4 24 36 S', 'lat', -4.41], ['2°32\'60.00"N', 'lat', 2.55],
    ['18.5 Est', 'lon', 18.5], ['٤٫٥', 'lat', 4.5], ['N/A', 'lat', NaN], ['', 'lat', NaN], ['NaN', 'lon', NaN], ['18.5 N', 'lon', NaN], ['4°75\'', 'lat', NaN], ['Infinity', 'lon', NaN],
  ])('%j is the %s %s', (text, axis, value) => {
    if (Number.isNaN(value)) expect(readCoordinate(text, axis)).toBeNaN()
    else expect(readCoordinate(text, axis)).toBeCloseTo(value, 12)
  })

  it.each<[string, [number, number] | null]>([['4.9095118 14.8762730 732 4.2', [4.9095118, 14.876273]], ['4.36, 18.55', [4.36, 18.55]], ['(4.36,18.55)', [4.36, 18.55]], ['4,36; 18,55', [4.36, 18.55]], ['Bangui, 4e arrondissement', null]])('%j is the pair %j', (text, pair) => {
    expect(readPair(text)).toEqual(pair)
  })

  it.each<[string, number]>([['448,465', 448_465], ['1,234,567.5', 1_234_567.5], ['1.234.567,5', 1_234_567.5], ['1 234 567', 1_234_567], ['1\u202f234,5', 1234.5], ["1'234.5", 1234.5], ['12%', 12], ['-3.5e2', -350], ['٤٥٦', 456], ['.5', 0.5]])('%s is the number %s', (text, value) => {
    expect(readNumber(text, 'thousands')).toBe(value)
  })

  it.each(['<5', '1-2', '4.5.6', 'x', '1,2,3', '12 km', '+1+1', ''])('%j is no number', (text) => {
    expect(numberForm(text)).toBeNull()
  })
})

describe('areas', () => {
  it.each<[string, object, { code: string; label: string; parent: string | undefined; level: number | null }]>([
    ['COD-AB in small letters', { adm2_name: 'n', adm2_pcode: 'c', adm1_name: 'm', adm1_pcode: 'p', adm0_pcode: 'o' }, { code: 'adm2_pcode', label: 'adm2_name', parent: 'adm1_pcode', level: 2 }],
    ['COD-AB in capitals with a language', { ADM3_FR: 'n', ADM3_PCODE: 'c', ADM2_FR: 'm', ADM2_PCODE: 'p' }, { code: 'ADM3_PCODE', label: 'ADM3_FR', parent: 'ADM2_PCODE', level: 3 }],
    ['names cut to ten letters', { admin1Name: 'n', admin1Pcod: 'c', admin0Pcod: 'p' }, { code: 'admin1Pcod', label: 'admin1Name', parent: 'admin0Pcod', level: 1 }],
    ['GADM', { GID_0: 'o', GID_1: 'p', NAME_1: 'm', GID_2: 'c', NAME_2: 'n' }, { code: 'GID_2', label: 'NAME_2', parent: 'GID_1', level: 2 }],
    ['geoBoundaries', { shapeName: 'n', shapeID: 'c', shapeType: 'ADM2' }, { code: 'shapeID', label: 'shapeName', parent: undefined, level: 2 }],
    ['countries of Natural Earth', { NAME: 'n', ISO_A3: 'c' }, { code: 'ISO_A3', label: 'NAME', parent: undefined, level: 0 }],
    ['Brazil', { CD_MUN: 'c', NM_MUN: 'n', AREA_KM2: '7' }, { code: 'CD_MUN', label: 'NM_MUN', parent: undefined, level: null }],
    ['Colombia', { DPTO_CCDGO: 'c', DPTO_CNMBR: 'n' }, { code: 'DPTO_CCDGO', label: 'DPTO_CNMBR', parent: undefined, level: null }],
    ['Indonesia', { OBJECTID: '1', KODE_KAB: 'c', NAMA_KAB: 'n' }, { code: 'KODE_KAB', label: 'NAMA_KAB', parent: undefined, level: null }],
    ['Ukraine', { ADM1_UA: 'n', ADM1_PCODE: 'c' }, { code: 'ADM1_PCODE', label: 'ADM1_UA', parent: undefined, level: 1 }],
    ['SALB', { adm1cd: 'up', adm2cd: 'c', adm2nm: 'n' }, { code: 'adm2cd', label: 'adm2nm', parent: 'adm1cd', level: 2 }],
    ['India', { dtname: 'n', stname: 's', stcode11: '9', dtcode11: 'c' }, { code: 'dtcode11', label: 'dtname', parent: undefined, level: null }],
    ['NUTS', { LEVL_CODE: '2', NUTS_ID: 'c', NAME_LATN: 'n' }, { code: 'NUTS_ID', label: 'NAME_LATN', parent: undefined, level: 2 }],
    ['Peru', { UBIGEO: 'c', NOMBRE: 'n' }, { code: 'UBIGEO', label: 'NOMBRE', parent: undefined, level: null }],
  ])('%s is recognised', async (_, names, expected) => {
    const rows = [1, 2, 3].map((i) => Object.fromEntries(Object.entries(names).map(([name, value]) => [name, value === 'c' || value === 'n' ? `${value}${i}` : String(value)])))
    const result = await importedText('boundaries.geojson', areas(...rows))
    expect(result.plan).toMatchObject({ kind: 'areas', level: expected.level, codeField: 'area_code', geometry: 'polygon' })
    expect([chosen(result, 'code'), chosen(result, 'label'), chosen(result, 'parent')]).toEqual([expected.code, expected.label, expected.parent])
    expect(result.plan.fields.slice(0, 3).map((field) => field.name)).toEqual(['area_code', 'area_name', 'parent_code'])
    expect(column(result, 'area_code')).toEqual(['c1', 'c2', 'c3'])
    expect(column(result, 'area_name')).toEqual(['n1', 'n2', 'n3'])
  })

  it('a table of the Cadre Harmonisé is joined by its deepest codes', async () => {
    const text = `adm0_name,adm0_pcod3,adm1_name,adm1_pcod2,adm2_name,adm2_pcod2,population,phase35\n${[1, 2, 3].map((i) => `Mali,MLI,Mopti,ML05,D${i},ML050${i},${i}00,${i}`).join('\n')}\n`
    expect((await importedText('cadre.csv', text)).plan).toMatchObject({ kind: 'table', codeField: 'adm2_pcod2', dimension: 'food' })
  })

  it('the World Bank layout gives countries by year', async () => {
    const text = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-01-01",\n\n"Country Name","Country Code","Indicator Name","2019","2020",\n"Aruba","ABW","Population","1","2",\n"Chad","TCD","Population","3","",\n'
    const result = await importedText('API_SP.csv', text)
    expect(result.plan).toMatchObject({ kind: 'table', codeField: 'Country Code' })
    expect(result.rows.map((row) => row.values)).toEqual([['Aruba', 'ABW', 'Population', 1, 2], ['Chad', 'TCD', 'Population', 3, null]])
  })

  it('islands that share a code and a name become one area; another name with the same code, and none, keep their own', async () => {
    const result = await importedText('islands.geojson', areas({ adm1_pcode: 'A1', adm1_name: 'x' }, { adm1_pcode: 'A2', adm1_name: 'y' }, { adm1_pcode: 'A1', adm1_name: 'x' }, { adm1_pcode: ' ', adm1_name: 'z' }, { adm1_pcode: ' ', adm1_name: ' ' }, { adm1_pcode: 'A1', adm1_name: 'w' }))
    expect(result.summary).toMatchObject({ read: 6, imported: 5, rejected: 1 })
    expect(counted(result.summary.reasons)).toEqual(['CODE_BLANK 1'])
    expect(counted(result.summary.notes).toSorted()).toEqual(['AREAS_MERGED 2', 'CODE_FROM_NAME 1', 'CODE_MADE_UNIQUE 1'])
    expect(result.rows.map((row) => row.values.slice(0, 2).join()).toSorted()).toEqual(['A1,x', 'A1-2,w', 'A2,y', 'z,z'])
    const merged = result.rows.find((row) => row.values[0] === 'A1')!.geometry as { coordinates: unknown[] }
    expect(merged.coordinates).toHaveLength(2)
  })

  it('polygons without codes of their own are features, unless the analyst names the codes', async () => {
    const text = areas({ depth: 1, adm1_pcode: 'A' }, { depth: 2, adm1_pcode: 'A' }, { depth: 3, adm1_pcode: 'A' })
    expect((await importedText('flood.geojson', text)).plan.kind).toBe('features')
    const forced = await importedText('flood.geojson', text, { as: 'areas', code: 'depth', level: 3 })
    expect(forced.plan).toMatchObject({ kind: 'areas', level: 3 })
    expect(column(forced, 'area_code')).toEqual(['1', '2', '3'])
  })

  it('a table becomes areas without geometry; a repeated code is refused', async () => {
    const result = await importedText('countries.csv', 'COUNTRY,ISO3,Flood\nAfghanistan,AFG,7.2\nAlbania,ALB,x\nAlbania again,ALB,3\n', { as: 'areas', code: 'ISO3', label: 'COUNTRY' })
    expect(result.plan).toMatchObject({ kind: 'areas', geometry: 'none' })
    expect(result.rows.map((row) => row.values)).toEqual([['AFG', 'Afghanistan', null, 'Afghanistan', 'AFG', 7.2], ['ALB', 'Albania', null, 'Albania', 'ALB', null]])
    expect(counted(result.summary.reasons)).toEqual(['CODE_REPEATED 1'])
  })

  it.each(['TOTAL', 'Grand total', 'Total général', 'المجموع', 'Итого'])('a row of totals (%s) is no area', async (word) => {
    const result = await importedText('regions.csv', `code,name,people\nA1,Totalville,5\nA2,Beta,6\n${word},,11\n`, { as: 'areas', code: 'code', label: 'name' })
    expect(result.rows.map((row) => row.values[0])).toEqual(['A1', 'A2'])
    expect(counted(result.summary.reasons)).toEqual(['TOTAL_ROW 1'])
  })

  it('an unknown column is named, with those there are', async () => {
    await expect(importedText('a.csv', 'iso,value\nA,1\n', { as: 'areas', code: 'nope' })).rejects.toThrow(/"nope".*iso, value/)
    expect(await errorCode(importedText('a.csv', 'iso,value\nA,1\n', { lon: 'x', lat: 'y' }))).toBe('UNKNOWN_COLUMN')
  })

  it('areas without any column of codes are refused with the columns there are', async () => {
    expect(await errorCode(importedText('a.csv', 'kind,value\nx,1.5\nx,2.5\n', { as: 'areas' }))).toBe('CODE_MISSING')
  })
})

describe('kinds and columns of tables', () => {
  it.each<[string, string, string, string | null, string | null]>([
    ['UCDP events', 'id,type_of_violence,side_a,latitude,longitude,date_start,date_end,best\n1,1,x,4.5,18.5,2020-01-02,2020-01-03,5\n', 'events', 'date_start', 'personal'],
    ['ACLED events', 'event_id_cnty,event_date,event_type,latitude,longitude,fatalities\nA1,02 January 2020,Battles,4.5,18.5,5\n', 'events', 'event_date', 'personal'],
    ['FIRMS fires', 'latitude,longitude,brightness,acq_date,acq_time,frp\n4.5,18.5,300,2020-01-02,0016,5\n', 'events', 'acq_date', 'environmental'],
    ['health facilities', 'Facility name,Facility type,Lat,Long\nA,hospital,4.5,18.5\n', 'features', null, 'health'],
    ['IPC table', 'Area,From,To,Phase,Number\nGrimari,2023-04-01,2023-08-31,3+,25637\n', 'table', 'From', 'food'],
    ['a who-does-what list', 'Organisation,Cluster,Activity,adm2_pcode\nIOM,WASH,wells,CF111\n', 'responses', null, null],
    ['ACLED with its time stamp', 'event_id_cnty;event_date;event_type;latitude;longitude;fatalities;timestamp\nA1;05 January 2024;Battles;4.5;18.5;5;1705347893\n', 'events', 'event_date', 'personal'],
    ['HAPI', 'location_code,admin1_code,admin2_code,reference_period_start,population\n#country+code,#adm1+code,#adm2+code,#date+start,#population\nCAF,CF1,CF11,2020-01-01,10\n', 'table', 'reference_period_start', null],
    ['a population table', 'ADM1_PCODE,ADM1_FR,T_TL\nCF11,Ombella,"448,465"\n', 'table', null, null],
  ])('%s', async (_, text, kind, date, dimension) => {
    const result = await importedText('data.csv', text)
    expect([result.plan.kind, result.plan.dateField, result.plan.dimension]).toEqual([kind, date, dimension])
  })

  it.each<[string, string]>([
    ['latitude,longitude', '4.5,18.5'], ['Longitude,Latitude', '18.5,4.5'], ['lat,lng', '4.5,18.5'], ['Y,X', '4.5,18.5'], ['_Position_latitude,_Position_longitude', '4.5,18.5'], ['grp/_GPS_latitude,grp/_GPS_longitude', '4.5,18.5'],
    ['latitud,longitud', '4.5,18.5'], ['خط العرض,خط الطول', '4.5,18.5'], ['#geo+lat,#geo+lon', '4.5,18.5'], ['lat_dd,long_dd', '4.5,18.5'], ['gps', '"4.5, 18.5"'], ['WKT', 'POINT (18.5 4.5)'], ['coordinates', '4.5 18.5 320 5'],
    ['geom', '0101000020E610000000000000008032400000000000001240'],
  ])('coordinates in %s are found', async (header, value) => {
    const result = await importedText('points.csv', `code,${header}\nA,${value}\nB,${value}\n`)
    expect(result.rows.map((row) => row.geometry)).toEqual([{ type: 'Point', coordinates: [18.5, 4.5] }, { type: 'Point', coordinates: [18.5, 4.5] }])
  })

  it('named columns win over those that would be recognised', async () => {
    const result = await importedText('points.csv', 'latitude,longitude,true_y,true_x\n0,0,4.5,18.5\n', { lon: 'true_x', lat: 'true_y' })
    expect(result.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [18.5, 4.5] })
  })

  it('projected columns need a system, and are converted with one', async () => {
    const text = 'name,easting,northing\nA,500000,442112\nB,500100,442112\n'
    await expect(importedText('utm.csv', text)).rejects.toThrow(/EPSG/)
    const result = await importedText('utm.csv', text, { crs: 'EPSG:32633' })
    expect((result.rows[0]!.geometry as { coordinates: number[] }).coordinates[0]).toBeCloseTo(15, 6)
  })

  it('a column with the UTM zone does as well', async () => {
    const result = await importedText('utm.csv', 'name,zone,easting,northing\nA,33N,500000,442112\nB,34N,500000,442112\n')
    expect(result.rows.map((row) => Math.round((row.geometry as { coordinates: number[] }).coordinates[0]!))).toEqual([15, 21])
  })

  it('longitude and latitude that are exchanged throughout are put right', async () => {
    const result = await importedText('points.csv', `lat,lon\n${Array.from({ length: 10 }, (_, i) => `${120 + i},${10 + i}`).join('\n')}\n`)
    expect(result.rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [120, 10] })
    expect(result.summary.notes.map((note) => note.code)).toContain('AXES_SWAPPED')
  })

  it('two tables of one shape that differ in a later value get the types of all their values', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `A${i},${i}`)
    rows[19_999] = 'A19999,three'
    const result = await importedText('late.csv', `code,value\n${rows.join('\n')}\n`)
    expect(column(result, 'value').slice(-2)).toEqual([19_998, null])
    expect(column(result, 'value (as written)').slice(-2)).toEqual([null, 'three'])
    expect(counted(result.summary.notes)).toEqual(['NOT_A_NUMBER 1'])
  })

  it('types follow the values', async () => {
    const result = await importedText('types.csv', 'code,whole,number,flag,day,moment,words,long,share\n007,1,1.5,true,2020-01-01,2020-01-01T10:00:00Z,hi,12345678901234567890,12%\n008,2,,false,2020-12-31,2020-01-01 11:30:00,#N/A,1,5%\n')
    expect(result.plan.fields.map((field) => field.type)).toEqual(['text', 'integer', 'real', 'boolean', 'date', 'datetime', 'text', 'text', 'real'])
    expect(result.rows[0]!.values).toEqual(['007', 1, 1.5, 1, '2020-01-01', '2020-01-01T10:00:00.000Z', 'hi', '12345678901234567890', 12])
    expect(result.rows[1]!.values).toEqual(['008', 2, null, 0, '2020-12-31', '2020-01-01T11:30:00.000Z', '#N/A', '1', 5])
  })

  it('a value that often means missing is kept and noted', async () => {
    const result = await importedText('data.csv', 'code,score\nA,5\nB,-99\nC,7\n')
    expect(column(result, 'score')).toEqual([5, -99, 7])
    expect(counted(result.summary.notes)).toEqual(['SENTINEL 1'])
  })

  it.each<[string, string[], (string | null)[], string]>([
    ['day first by evidence', ['03/04/2022', '25/12/2021'], ['2022-04-03', '2021-12-25'], 'DATE_ORDER 1'],
    ['month first by evidence', ['03/04/2022', '12/25/2021'], ['2022-03-04', '2021-12-25'], 'DATE_ORDER 1'],
    ['day first where nothing shows', ['03/04/2022', '05/06/2022'], ['2022-04-03', '2022-06-05'], 'DATE_ORDER 2'],
  ])('dates with slashes: %s', async (_, dates, read, note) => {
    const result = await importedText('dates.csv', `event_date,n\n${dates.map((date) => `${date},1`).join('\n')}\n`)
    expect(column(result, 'event_date')).toEqual(read)
    expect(counted(result.summary.notes)).toContain(note)
  })

  it('a column without any readable date cannot be the date', async () => {
    expect(await errorCode(importedText('data.csv', 'code,when\nA,soon\n', { date: 'when' }))).toBe('DATE_UNREADABLE')
  })

  it('choices say what was given', async () => {
    const result = await importedText('data.csv', 'code,v\nA,1\n', { as: 'table', name: 'My table', dimension: 'food', code: 'code' })
    expect(result.plan).toMatchObject({ name: 'My table', dimension: 'food', codeField: 'code' })
    expect(result.plan.choices.filter((choice) => choice.given).map((choice) => choice.about).toSorted()).toEqual(['code', 'dimension', 'kind'])
  })
})
