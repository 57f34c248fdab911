import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { mapColours } from '../../renderer/map/colours.ts'
import { country, mbtiles, picture, pmtiles } from '../electron/basemaps/making.ts'
import { expectColour, mapReady, reopen, squaresGeoJson } from './map-steps.ts'
import { choose } from './profile-steps.ts'
import { expect, test } from './support.ts'
import type { Serving } from '../../electron/hosts/loopback/serve.ts'

test.use({ project: 'empty' })

const attribution = '<a href="https://example.org" onclick="window.__xss=1">© Sahel mappers</a><img src=x onerror="window.__xss=1">'
/** Inland on the built-in map, in the sea of the tiles; and a place that is land in both. */
const [sea, land] = [[13, 6], [16.3, 1]] as [[number, number], [number, number]]
const view = { lon: 16.5, lat: 5, zoom: 5.4 }

/** Squares as areas, so that there is a map. */
async function bringSquares(app: Page, host: Serving): Promise<void> {
  await expect(app.locator('[data-frame-ready]')).toBeVisible()
  const token = await app.evaluate(async (body) => {
    const headers = { 'x-atlas-token': document.querySelector<HTMLMetaElement>('meta[name="atlas-token"]')?.content ?? '' }
    return ((await (await fetch('/upload?name=squares.geojson', { method: 'POST', headers, body })).json()) as { file: string }).file
  }, squaresGeoJson())
  await host.call('imports.run', { file: token, options: {} })
  await reopen(app, host, { journey: 'map', view }, app.getByRole('button', { name: 'Basemap', exact: true }))
}

async function addBasemap(app: Page, path: string): Promise<void> {
  await choose(app, async () => {
    await app.getByRole('button', { name: 'Basemap', exact: true }).click()
    await app.getByRole('menuitemradio', { name: 'Add basemap file…' }).or(app.getByRole('menuitem', { name: 'Add basemap file…' })).click()
  }, [{ name: path.split('/').at(-1)!, mimeType: 'application/octet-stream', buffer: readFileSync(path) }])
}

async function choice(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: 'Basemap', exact: true }).click()
  await app.getByRole('menuitem', { name }).click()
}

test('an analyst brings a basemap of vectors: it is drawn quietly, credited in plain words, switched, remembered and removed', async ({ app, host, folder }) => {
  await bringSquares(app, host)
  await expectColour(app, sea, mapColours.light.land)
  await addBasemap(app, pmtiles(join(folder, 'sahel.pmtiles'), { tiles: country({ z: 5, x: 17, y: 15 }), metadata: { name: 'Sahel <b>roads</b>', attribution } }))
  await expect(app.getByText('© Sahel mappers', { exact: true })).toBeVisible()
  await mapReady(app)
  await expectColour(app, sea, mapColours.light.water)
  await expectColour(app, land, mapColours.light.land)
  expect(await app.evaluate(() => '__xss' in window)).toBe(false)
  await test.step('the choice is the project’s', async () => {
    await app.reload()
    await mapReady(app)
    await expect(app.getByText('© Sahel mappers', { exact: true })).toBeVisible()
    await expectColour(app, sea, mapColours.light.water)
  })
  await test.step('plain and political are one choice away', async () => {
    await choice(app, 'Plain')
    await expect(app.getByText('Natural Earth', { exact: true })).toBeVisible()
    await mapReady(app)
    await expectColour(app, sea, mapColours.light.land)
    await choice(app, 'Sahel roads')
    await expect(app.getByText('© Sahel mappers', { exact: true })).toBeVisible()
  })
  await test.step('without its file the political one is shown, and a line says so', async () => {
    const { list } = await host.call('basemaps.list', {})
    await choice(app, 'Remove Sahel roads from this computer')
    await expect(app.getByText('Sahel roads is removed from this computer.')).toBeVisible()
    expect((await host.call('basemaps.list', {})).list).toEqual([])
    expect(list).toHaveLength(1)
  })
})

test('a basemap of pictures is dropped on the window and drawn, also without WebGL; a file that is none says so', async ({ app, host, folder }) => {
  await bringSquares(app, host)
  const path = mbtiles(join(folder, 'pictures.mbtiles'), { '5/17/15': picture(256, 256, [10, 120, 60]) }, { name: 'Aerial' })
  const transfer = await app.evaluateHandle((base64) => {
    const made = new DataTransfer()
    made.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], 'pictures.mbtiles'))
    return made
  }, readFileSync(path).toString('base64'))
  await app.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await expect(app.getByText('The basemap Aerial is added.')).toBeVisible()
  await expect(app.getByText('Aerial', { exact: true })).toBeVisible()
  await app.goto(`${host.origin}/?map=2d`)
  await mapReady(app)
  await expectColour(app, sea, '#0a783c')
  await app.goto(`${host.origin}/`)
  await mapReady(app)
  await addBasemap(app, mbtiles(join(folder, 'bad.mbtiles'), { '0/0/0': Buffer.from('<html>') }))
  await expect(app.getByText(/^The tiles of bad.mbtiles cannot be drawn/)).toBeVisible()
})
