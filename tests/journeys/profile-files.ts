/** A small made-up country for the journeys: six districts in two provinces, dated events and a table, with numbers that are easily worked out by hand. */
export const names = ['Alba', 'Borno-Est', 'Corvo', 'Dunes', 'Élan', 'Fara']
export const codes = ['XA101', 'XA102', 'XA103', 'XA201', 'XA202', 'XA203']
const deaths = [0, 2, 5, 10, 1, 0]
const poverty = ['10', '20', '30', '80', '55.5', '']

/** What the framework below gives: the mean of deaths (0 to 10) and poverty in percent (0 to 100, so a tenth of it); Fara has no poverty and so no index. */
export const expected = [
  { code: 'XA201', name: 'Dunes', rank: '1', index: '9.0', economic: '8.0', personal: '10.0' },
  { code: 'XA103', name: 'Corvo', rank: '2', index: '4.0', economic: '3.0', personal: '5.0' },
  { code: 'XA202', name: 'Élan', rank: '3', index: '3.3', economic: '5.6', personal: '1.0' },
  { code: 'XA102', name: 'Borno-Est', rank: '4', index: '2.0', economic: '2.0', personal: '2.0' },
  { code: 'XA101', name: 'Alba', rank: '5', index: '0.5', economic: '1.0', personal: '0.0' },
  { code: 'XA203', name: 'Fara', rank: '–', index: '–', economic: '–', personal: '0.0' },
]

/** Districts of one by one degree from 20° E, 5° N, three to a row; a row is a province. */
export function districtsGeoJson(): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: codes.map((code, i) => ({ type: 'Feature', properties: { ADM2_PCODE: code, ADM2_EN: names[i], ADM1_PCODE: code.slice(0, 3) }, geometry: square(20 + (i % 3), 5 + Math.floor(i / 3), 1, 1) })),
  })
}

export function provincesGeoJson(): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: ['North Shore', 'Uplands'].map((name, i) => ({ type: 'Feature', properties: { ADM1_PCODE: `XA${i + 1}`, ADM1_EN: name }, geometry: square(20, 5 + i, 3, 1) })),
  })
}

/** One event per district and death, with one without victims everywhere, in the months of 2021. */
export function eventsCsv(): string {
  const rows = ['event_id,event_date,event_type,fatalities,latitude,longitude']
  codes.forEach((code, i) => {
    for (let k = 0; k <= deaths[i]!; k++) rows.push([`${code}-${k}`, `2021-${String((k % 12) + 1).padStart(2, '0')}-15`, k % 2 ? 'Battles' : 'Riots', k === 0 ? 0 : 1, 5.25 + Math.floor(i / 3) + k * 0.04, 20.3 + (i % 3) + k * 0.03].join(','))
  })
  return `${rows.join('\n')}\n`
}

export const eventCount = deaths.reduce((sum, count) => sum + count + 1, 0)

export function povertyCsv(): string {
  return `ADM2_PCODE,poverty_pct\n${codes.map((code, i) => `${code},${poverty[i]}`).join('\n')}\n`
}

export const frameworkTitle = 'Deaths and poverty'

export function frameworkJson(): string {
  const title = (en: string) => ({ en, ar: `${en} (ar)` })
  return JSON.stringify({
    id: 'deaths-poverty', version: 1, title: title(frameworkTitle), scale: 10, classes: [2, 3.5, 5, 6.5],
    root: {
      id: 'index', title: title('Index'), aggregate: 'arithmetic', atLeast: 0.66, children: [
        { id: 'personal', title: title('Personal security'), dimension: 'personal', aggregate: 'arithmetic', children: [
          { id: 'deaths', title: title('Deaths in violence'), role: 'threat', unit: title('deaths'), measure: { layer: 'conflict_events', kind: 'sum', field: 'fatalities' }, normalise: { method: 'goalposts', min: 0, max: 10, direction: 'more-is-worse' } },
        ] },
        { id: 'economic', title: title('Economic security'), dimension: 'economic', aggregate: 'arithmetic', children: [
          { id: 'poor', title: title('People in poverty'), role: 'vulnerability', unit: title('%'), measure: { layer: 'poverty', kind: 'column', field: 'poverty_pct' }, normalise: { method: 'goalposts', min: 0, max: 100, direction: 'more-is-worse' } },
        ] },
      ],
    },
  })
}

function square(west: number, south: number, width: number, height: number) {
  const east = west + width, north = south + height
  return { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }
}
