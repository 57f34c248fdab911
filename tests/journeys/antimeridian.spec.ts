import type { Position } from 'geojson'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

const box = (west: number, south: number, east: number, north: number): Position[] => [[west, south], [east, south], [east, north], [west, north], [west, south]]
const islands = JSON.stringify({ type: 'FeatureCollection', features: [
  ['FJ01', 'West', [[box(176.5, -18.5, 178.5, -17)]]], ['FJ02', 'Across', [[box(179, -17, 180, -16)], [box(-180, -17, -179.2, -16)]]], ['FJ03', 'East', [[box(-179, -19, -178.3, -18)]]],
].map(([code, name, coordinates]) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: name }, geometry: { type: 'MultiPolygon', coordinates } })) })

test('a country on both sides of the 180th meridian is shown as near as any other', async ({ app, host }) => {
  await importFiles(app, [file('fiji.geojson', islands)])
  expect((await host.call('map.extent', {})).bbox).toEqual([176.5, -19, 181.7, -16])
  const [set] = await host.call('areaSets.list', {})
  expect((await host.call('areaSets.areas', { id: set!.id })).map((area) => [area.code, area.bbox, area.centre?.[0]])).toEqual([['FJ01', [176.5, -18.5, 178.5, -17], 177.5], ['FJ02', [179, -17, 180.8, -16], 179.9], ['FJ03', [-179, -19, -178.3, -18], -178.65]])
  const view = async (): Promise<[boolean, boolean]> => {
    const { view: seen } = (await host.call('view.get', {})) as { view?: { lon: number; zoom: number } | null }
    return seen ? [Math.abs(((seen.lon + 360) % 360) - 179.1) < 1.5, seen.zoom > 5] : [false, false]
  }
  await expect.poll(view).toEqual([true, true])
  await app.getByRole('button', { name: 'Zoom out' }).click()
  await app.locator('#panel-left').getByRole('button', { name: 'fiji', exact: true }).click()
  await app.getByRole('region', { name: 'fiji', exact: true }).getByRole('button', { name: /Zoom to/ }).click()
  await expect.poll(view).toEqual([true, true])
})
