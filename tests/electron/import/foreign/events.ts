import { many, table, type Layout } from './layout.ts'

const spread = (i: number) => Number((15.1 + i * 0.13).toFixed(4))

/** Lists of events, as their publishers and offices write them. */
export const eventLayouts: Layout[] = [
  {
    title: 'ACLED with the columns of today', file: 'sdn.csv', expect: { kind: 'events', layout: 'ACLED', date: 'event_date', dates: ['2024-01-05'], dimension: 'personal', lon: 'longitude', lat: 'latitude', rows: 9, rejected: 0, first: [32.5, 15.1], notes: ['POSITION_COARSE 3'] },
    content: many(['event_id_cnty', 'event_date', 'year', 'time_precision', 'disorder_type', 'event_type', 'sub_event_type', 'actor1', 'assoc_actor_1', 'inter1', 'actor2', 'interaction', 'civilian_targeting', 'iso', 'region', 'country', 'admin1', 'admin2', 'admin3', 'location', 'latitude', 'longitude', 'geo_precision', 'source', 'source_scale', 'notes', 'fatalities', 'tags', 'timestamp'], 9,
      (i) => [`SDN${i}`, `0${i % 5 + 5} January 2024`, 2024, 1, 'Political violence', 'Battles', 'Armed clash', 'RSF', '', 'Rebel group', 'SAF', 'State-Rebel', '', 729, 'Northern Africa', 'Sudan', 'Khartoum', 'Bahri', '', 'Bahri', spread(i), 32.5, i % 3 + 1, 'Radio', 'National', 'Words, and more', i, '', 1705347893 + i]),
  },
  {
    title: 'ACLED with the columns of old', file: 'MMR.csv', expect: { kind: 'events', layout: 'ACLED', date: 'event_date', dates: ['2016-03-25'], dimension: 'personal', notes: [] },
    content: many(['data_id', 'iso', 'event_id_cnty', 'event_id_no_cnty', 'event_date', 'year', 'time_precision', 'event_type', 'actor1', 'assoc_actor_1', 'inter1', 'country', 'admin1', 'latitude', 'longitude', 'geo_precision', 'fatalities', 'iso3'], 4,
      (i) => [i, 104, `MMR${i}`, i, `${25 + i % 4}-March-2016`, 2016, 1, 'Battle', 'KIA', '', 2, 'Myanmar', 'Kachin', 25.3 + i / 10, 97.4, 1, 0, 'MMR']),
  },
  {
    title: 'UCDP GED with dates that have times', file: 'GEDEvent_v24_1.csv', expect: { kind: 'events', layout: 'UCDP GED', date: 'date_start', dates: ['2023-06-01'], dimension: 'personal', lon: 'longitude', lat: 'latitude', notes: ['POSITION_COARSE 2'] },
    content: many(['id', 'relid', 'year', 'active_year', 'code_status', 'type_of_violence', 'conflict_name', 'dyad_name', 'side_a', 'side_b', 'where_prec', 'where_coordinates', 'adm_1', 'adm_2', 'latitude', 'longitude', 'geom_wkt', 'priogrid_gid', 'country', 'event_clarity', 'date_prec', 'date_start', 'date_end', 'deaths_a', 'best', 'high', 'low'], 4,
      (i) => [i, `ETH-${i}`, 2023, 1, 'Clear', 1, 'Ethiopia', 'x', 'A', 'B', i < 2 ? 1 : 4, 'Adwa town', 'Tigray', 'Central', 14.16 + i / 10, 38.9, `POINT (38.9 ${14.16 + i / 10})`, 5, 'Ethiopia', 1, 1, '2023-06-01 00:00:00.000', '2023-06-02 00:00:00.000', 1, 3, 5, 1]),
  },
  {
    title: 'HAPI conflict events by area and month', file: 'hdx_hapi_conflict_event_som.csv', expect: { kind: 'table', layout: 'HDX HAPI', code: 'admin2_code', codes: ['SO1101'], date: 'reference_period_start', dimension: 'personal', rows: 3 },
    content: table([['location_code', 'has_hrp', 'in_gho', 'provider_admin1_name', 'provider_admin2_name', 'admin1_code', 'admin1_name', 'admin2_code', 'admin2_name', 'admin_level', 'event_type', 'events', 'fatalities', 'reference_period_start', 'reference_period_end', 'dataset_hdx_id'],
      ['#country+code', '#meta+has_hrp', '#meta+in_gho', '#adm1+name+provider', '#adm2+name+provider', '#adm1+code', '#adm1+name', '#adm2+code', '#adm2+name', '#adm+level', '#event+type', '#event+num', '#affected+killed', '#date+start', '#date+end', '#meta+id'],
      ...[1, 2, 3].map((i) => ['SOM', 'True', 'True', 'Awdal', 'Borama', 'SO11', 'Awdal', `SO110${i}`, 'Borama', 2, 'civilian_targeting', i, i, '2024-01-01', '2024-01-31', 'x'])]),
  },
  {
    title: 'FIRMS fires with the time as hours and minutes', file: 'fire_archive.csv', expect: { kind: 'events', date: 'acq_date', dimension: 'environmental', rows: 3 },
    content: many(['latitude', 'longitude', 'brightness', 'scan', 'track', 'acq_date', 'acq_time', 'satellite', 'confidence', 'bright_t31', 'frp', 'daynight'], 3, (i) => [-12.5 + i, 27.9, 310.2, 1, 1, '2022-08-0' + (i + 1), '0815', 'Terra', 70, 290, 12.1, 'D']),
  },
  {
    title: 'incidents in Spanish, day first, semicolons and decimal commas', file: 'incidentes.csv', expect: { kind: 'events', date: 'Fecha del evento', dates: ['2023-04-03', '2023-04-25'], lon: 'Longitud', lat: 'Latitud', first: [-74.1, 4.61], decimal: ',', notes: ['DATE_ORDER 1'] },
    content: table([['No', 'Fecha del evento', 'Departamento', 'Latitud', 'Longitud', 'Víctimas'], [1, '03/04/2023', 'Bogotá', '4,61', '-74,1', 2], [2, '25/04/2023', 'Meta', '4,12', '-73,6', 1], [3, '', 'Meta', '4,2', '-73,5', 0]], ';'),
  },
  {
    title: 'incidents in French with months in words', file: 'incidents.csv', expect: { kind: 'events', date: 'Date de l\'événement', dates: ['2022-02-01', '2022-08-15'], first: [-1.53, 12.37] },
    content: table([['Date de l\'événement', 'Lieu', 'Latitude (N)', 'Longitude (O)'], ['1er février 2022', 'Ouaga', '12,37 N', '1,53 O'], ['15 août 2022', 'Kaya', '13,09 N', '1,08 O']], ';'),
  },
  {
    title: 'incidents in Arabic with Arabic digits', file: 'حوادث.csv', expect: { kind: 'events', date: 'التاريخ', dates: ['2022-03-15'], first: [36.2, 33.5] },
    content: table([['التاريخ', 'المكان', 'خط العرض', 'خط الطول'], ['١٥ مارس ٢٠٢٢', 'دمشق', '٣٣٫٥', '٣٦٫٢'], ['١٦ آذار ٢٠٢٢', 'حمص', '٣٤٫٧', '٣٦٫٧']]),
  },
  {
    title: 'month first, shown by one value', file: 'us.csv', expect: { date: 'Incident Date', dates: ['2023-03-04', '2023-12-25'], notes: ['DATE_ORDER 1'] },
    content: table([['Incident Date', 'lat', 'lng', 'n'], ['3/4/2023', 8.5, 125.1, 1], ['12/25/2023', 8.6, 125.2, 2]]),
  },
  {
    title: 'serial numbers of Excel', file: 'serials.csv', expect: { date: 'Date of incident', dates: ['2022-03-01', '2022-03-02'] },
    content: table([['Date of incident', 'lat', 'lon'], [44621, 8.5, 125.1], [44622, 8.6, 125.2]]),
  },
  {
    title: 'year, month and day in columns of their own', file: 'split.csv', expect: { kind: 'events', date: 'date', dates: ['2021-07-04', '2021-08-05'], notes: ['DATE_FROM_PARTS 2'] },
    content: table([['id', 'iyear', 'imonth', 'iday', 'latitude', 'longitude', 'nkill'], [1, 2021, 7, 4, 33.3, 44.4, 1], [2, 2021, 8, 5, 33.4, 44.3, 0], [3, 2021, 0, 0, 33.4, 44.3, 0]]),
  },
  {
    title: 'year and month in words', file: 'mois.csv', expect: { kind: 'table', date: 'date', dates: ['2021-07-01', '2021-08-01'], code: 'PCODE' },
    content: table([['PCODE', 'Année', 'Mois', 'cas'], ['ML01', 2021, 'juillet', 5], ['ML02', 2021, 'août', 6]]),
  },
  {
    title: 'years of another calendar', file: 'thai.csv', expect: { rows: 3, notes: ['DATE_OTHER_CALENDAR 1'] },
    content: table([['event_date', 'lat', 'lon'], ['2023-02-01', 13.7, 100.5], ['2566-03-01', 13.8, 100.4], ['2023-02-05', 13.7, 100.5]]),
  },
  {
    title: 'dates that are yet to come and dates that are none', file: 'future.csv', expect: { rows: 4, date: 'event_date', notes: ['DATE_FUTURE 1', 'DATE_IMPOSSIBLE 1'] },
    content: table([['event_date', 'lat', 'lon'], ['2023-02-01', 13.7, 100.5], ['2198-03-01', 13.8, 100.4], ['2023-02-30', 13.7, 100.5], ['2023-02-05', 13.7, 100.5]]),
  },
  {
    title: 'a column of weeks', file: 'epi.csv', expect: { kind: 'table', date: 'Epi week', dates: ['2023-01-02', '2023-03-20'], dimension: 'health' },
    content: table([['ADM1_PCODE', 'Epi week', 'Cholera cases'], ['MW1', '2023-W01', 5], ['MW2', '2023-W12', 6]]),
  },
  {
    title: 'quarters with the year behind', file: 'quarter.csv', expect: { kind: 'table', date: 'Period', dates: ['2023-01-01', '2023-07-01'] },
    content: table([['admin1Pcode', 'Period', 'n'], ['ET01', 'Q1 2023', 5], ['ET02', 'Q3 2023', 6]]),
  },
  {
    title: 'fiscal years stay as they are written', file: 'fiscal.csv', expect: { kind: 'table', date: null, fields: ['admin1Pcode text', 'Fiscal year text', 'n integer'] },
    content: table([['admin1Pcode', 'Fiscal year', 'n'], ['ET01', '2022/23', 5], ['ET02', '2023/24', 6]]),
  },
  {
    title: 'fiscal years as the date, when the analyst says so', file: 'fiscal.csv', options: { date: 'Fiscal year' }, expect: { kind: 'table', date: 'Fiscal year', dates: ['2022-01-01', '2023-01-01'], notes: ['FISCAL_YEAR 2'] },
    content: table([['admin1Pcode', 'Fiscal year', 'n'], ['ET01', '2022/23', 5], ['ET02', '2023/24', 6]]),
  },
  {
    title: 'years of Nepal, which are yet to come in ours', file: 'nepal.csv', expect: { dates: ['2079-05-12'], notes: ['DATE_FUTURE 2'] },
    content: table([['date', 'lat', 'lon'], ['2079-05-12', 27.7, 85.3], ['2079-06-12', 27.8, 85.3]]),
  },
]
