import type { Page } from '@playwright/test'
import { writeArrayBuffer } from 'geotiff'
import type { Serving } from '../../electron/hosts/loopback/serve.ts'
import { mapColours } from '../../renderer/map/colours.ts'
import { expectColour, mapReady, pixelOf, showAll, squaresGeoJson } from './map-steps.ts'
import { importFiles } from './profile-steps.ts'
import { expect, file, test } from './support.ts'

test.use({ project: 'empty' })

/** Rain over four squares: −100, 0, 100 and no data. */
function rainTiff(): Buffer {
  const head = { width: 2, height: 2, ModelPixelScale: [1, 1, 0], ModelTiepoint: [0, 0, 0, 10, 2, 0], GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326, GTRasterTypeGeoKey: 1, SampleFormat: [3], BitsPerSample: [32], GDAL_NODATA: '-9999\0' }
  return Buffer.from(writeArrayBuffer(Float32Array.of(-100, 0, 100, -9999), head as unknown as Parameters<typeof writeArrayBuffer>[1]))
}

/** Places beside the areas' names: the cells of −100, 100 and no data. */
const [low, high, none] = [[10.2, 1.8], [10.2, 0.2], [11.8, 0.2]] as [[number, number], [number, number], [number, number]]

async function bringRain(app: Page, host: Serving): Promise<void> {
  await importFiles(app, [file('squares.geojson', squaresGeoJson(), 'application/geo+json'), { name: 'rain.tif', mimeType: 'image/tiff', buffer: rainTiff() }])
  const rain = (await host.call('layers.list', {})).find((layer) => layer.name === 'rain')!
  expect([rain.kind, rain.visible, rain.style.ramp!.stops.map((stop) => stop.value)]).toEqual(['raster', true, [-100, -50, 0, 50, 100]])
  await host.call('layers.update', { id: rain.id, opacity: 1 })
  await app.reload()
  await app.getByRole('button', { name: 'Map', exact: true }).click()
  await showAll(app)
}

async function expectRain(app: Page): Promise<void> {
  await expect(app.getByRole('img', { name: 'Colours from -100 to 100' })).toBeVisible()
  await test.step('cells have the colours of the ramp; what has no data is clear', async () => {
    await expectColour(app, low, '#8c510a')
    await expectColour(app, high, '#01665e')
    await expectColour(app, none, mapColours.light.area)
  })
  await test.step('a click tells the value', async () => {
    const at = await pixelOf(app, high)
    await app.mouse.click(at.x, at.y)
    await expect(app.getByRole('region', { name: 'Records here' }).getByRole('definition')).toHaveText('100')
  })
}

test('a raster is imported, drawn under the borders, explained by the legend, and read by a click', async ({ app, host }) => {
  await bringRain(app, host)
  await expectRain(app)
  await test.step('it is switched off like any layer', async () => {
    await app.getByRole('button', { name: 'Hide rain', exact: true }).click()
    await mapReady(app)
    await expectColour(app, low, mapColours.light.area)
  })
})

test('where WebGL is refused a raster is drawn on a canvas', async ({ app, host }) => {
  await app.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest]) } as typeof original
  })
  await bringRain(app, host)
  await expect(app.locator('[data-map-kind]')).toHaveAttribute('data-map-kind', 'none')
  await expectRain(app)
})
