import { expect, type Locator, type Page } from '@playwright/test'
import type { Serving } from '../../electron/hosts/loopback/serve.ts'
import { toPixel } from '../../renderer/map/canvas/camera.ts'
import { importFiles } from './profile-steps.ts'
import { file } from './support.ts'

/** Four square areas of a degree each around 11° E, 1° N; north-west has no score. */
const squares = [['Q01', 'Northwest', 10, 1], ['Q02', 'Northeast', 11, 1], ['Q03', 'Southwest', 10, 0], ['Q04', 'Southeast', 11, 0]] as const
export const middles: Record<string, [number, number]> = { Q01: [10.5, 1.5], Q02: [11.5, 1.5], Q03: [10.5, 0.5], Q04: [11.5, 0.5] }
/** Where one event of each year lies, apart from everything else. */
export const eventAt: Record<'2020' | '2021', [number, number]> = { 2020: [11.25, 1.25], 2021: [11.75, 1.75] }

export function squaresGeoJson(): string {
  const features = squares.map(([code, name, west, south]) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: name }, geometry: { type: 'Polygon', coordinates: [[[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]] } }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

export function attacksCsv(): string {
  const rows = [...Object.entries(eventAt).map(([year, [lon, lat]]) => [`${year}-06-15`, lat, lon, 'Attack', year === '2020' ? 1 : 3]), ['2021-03-02', 0.2, 10.2, 'Clash', 8], ['2021-04-02', 0.3, 10.8, 'Clash', 2], ['2020-02-01', 0.25, 11.8, 'Threat', 0]]
  return ['event_date,latitude,longitude,event_type,fatalities', ...rows.map((row) => row.join(','))].join('\n')
}

export function floodsGeoJson(): string {
  const box = (name: string, date: string, west: number) => ({ type: 'Feature', properties: { name, date }, geometry: { type: 'Polygon', coordinates: [[[west, 0.6], [west + 0.3, 0.6], [west + 0.3, 0.9], [west, 0.9], [west, 0.6]]] } })
  return JSON.stringify({ type: 'FeatureCollection', features: [box('Early flood', '2020-05-01', 10.1), box('Late flood', '2021-05-01', 11.6)] })
}

/** Imports areas, events and floods by the dialog and waits for the map. */
export async function importAll(page: Page): Promise<void> {
  await importFiles(page, [file('squares.geojson', squaresGeoJson(), 'application/geo+json'), file('attacks.csv', attacksCsv(), 'text/csv'), file('floods.geojson', floodsGeoJson(), 'application/geo+json')])
  await page.getByRole('button', { name: 'Map', exact: true }).click()
  await mapReady(page)
}

/** All that was asked for is drawn. */
export async function mapReady(page: Page): Promise<void> {
  await expect(page.locator('[data-map-ready]')).toBeVisible({ timeout: 180_000 })
}

/** Scores the squares by their deadliest event (Q01 has none and is missing) and opens the window with that run. */
export async function openWithRun(page: Page, host: Serving): Promise<void> {
  const [set] = await host.call('areaSets.list', {})
  const framework = {
    id: 'map-test', version: 1, title: { en: 'Map test' }, scale: 10, classes: [2, 4, 6, 8],
    root: {
      id: 'index', title: { en: 'Danger' }, aggregate: 'arithmetic', children: [
        { id: 'deaths', title: { en: 'Deaths' }, dimension: 'personal', role: 'threat', measure: { layer: 'attacks', kind: 'max', field: 'fatalities' }, normalise: { method: 'goalposts', min: 0, max: 8, direction: 'more-is-worse' } },
      ],
    },
  }
  await host.call('frameworks.add', { framework })
  const { run } = await host.call('profiles.compute', { framework: 'map-test', areaSet: set!.id })
  await reopen(page, host, { run }, legendRow(page, 'Very high'))
}

/** Closes the page, changes what the window keeps, and opens it again; anew where the page's last word came after ours. */
export async function reopen(page: Page, host: Serving, change: Record<string, unknown>, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.goto('about:blank')
    await host.call('view.set', { state: { ...(await host.call('view.get', {})), ...change } })
    await page.goto(`${host.origin}/`)
    await expect(shown).toBeVisible({ timeout: 30_000 })
  }).toPass({ timeout: 180_000 })
  await mapReady(page)
}

/** What the map shows now. */
async function viewOf(page: Page): Promise<{ lon: number; lat: number; zoom: number }> {
  const [lon, lat, zoom] = ((await page.locator('[data-map-view]').getAttribute('data-map-view')) ?? '').split(' ').map(Number)
  return { lon: lon!, lat: lat!, zoom: zoom! }
}

/** The pixel of the page where a place lies. */
export async function pixelOf(page: Page, [lon, lat]: [number, number]): Promise<{ x: number; y: number }> {
  const box = (await page.locator('.map-surface').boundingBox())!
  const [x, y] = toPixel({ view: await viewOf(page), width: box.width, height: box.height }, lon, lat)
  return { x: box.x + x, y: box.y + y }
}

/** Goes to the whole project by the button, and waits until it is drawn. */
export async function showAll(page: Page, name = 'Show the whole project'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await expect.poll(async () => Math.abs((await viewOf(page)).lat - 1)).toBeLessThan(0.005)
  await mapReady(page)
}

/** Waits until the map was moved so that its middle lies south of a latitude. */
export async function expectSouthOf(page: Page, lat: number): Promise<void> {
  await expect.poll(async () => (await viewOf(page)).lat).toBeLessThan(lat)
}

/** The colour on screen at a place, as `#rrggbb`. */
export async function colourAt(page: Page, at: { x: number; y: number }): Promise<string> {
  const picture = (await page.screenshot({ clip: { x: Math.round(at.x), y: Math.round(at.y), width: 1, height: 1 } })).toString('base64')
  return page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 1
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    return `#${[...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }, picture)
}

/** How far two colours lie apart: the largest difference of a channel. */
export function apart(a: string, b: string): number {
  return Math.max(...[1, 3, 5].map((at) => Math.abs(Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16))))
}

/** The map shows a colour at a place, give or take what blending rounds. */
export async function expectColour(page: Page, place: [number, number], colour: string): Promise<void> {
  const at = await pixelOf(page, place)
  await expect.poll(async () => apart(await colourAt(page, at), colour), { message: `colour at ${place.join(', ')} should be ${colour}`, timeout: 120_000 }).toBeLessThan(10)
}

/** The legend's row of a layer or class. */
export function legendRow(page: Page, text: string) {
  return page.getByRole('region', { name: 'Legend' }).getByRole('listitem').filter({ hasText: text })
}
