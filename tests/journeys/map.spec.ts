import AxeBuilder from '@axe-core/playwright'
import { mapColours, severityRamp } from '../../renderer/map/colours.ts'
import { apart, colourAt, eventAt, expectColour, expectSouthOf, importAll, legendRow, mapReady, middles, openWithRun, pixelOf, reopen, showAll } from './map-steps.ts'
import { expect, test } from './support.ts'

test.use({ project: 'empty' })

const { area } = mapColours.light

test('the map shows what was imported, chooses areas by click, and says what lies at a place', async ({ app, host }) => {
  await importAll(app)
  await showAll(app)
  await test.step('the legend names and counts what is drawn', async () => {
    for (const [name, count] of [['squares', '4'], ['attacks', '5'], ['floods', '2']]) await expect(legendRow(app, name!)).toContainText(count!)
    await app.getByRole('button', { name: 'Hide floods', exact: true }).click()
    await expect(legendRow(app, 'floods')).toBeHidden()
    await mapReady(app)
  })
  await test.step('a click chooses an area, Ctrl adds another, Escape clears', async () => {
    const west = await pixelOf(app, middles.Q01!)
    const east = await pixelOf(app, middles.Q04!)
    await app.mouse.click(west.x, west.y)
    await expect(app.locator('.statusbar')).toContainText('1 selected')
    await app.keyboard.down('Control')
    await app.mouse.click(east.x, east.y)
    await app.keyboard.up('Control')
    await expect(app.locator('.statusbar')).toContainText('2 selected')
    await expect.poll(async () => (await host.call('view.get', {})).selected).toEqual(['Q01', 'Q04'])
    await app.keyboard.press('Escape')
    await expect.poll(async () => (await host.call('view.get', {})).selected).toEqual([])
  })
  await test.step('the pointer names the area and its coordinates', async () => {
    const at = await pixelOf(app, middles.Q02!)
    await app.mouse.move(at.x, at.y)
    await expect(app.locator('.map-tip')).toHaveText('Northeast')
    await expect(app.locator('.statusbar-pointer')).toContainText(/11\.[45]\d+°, 1\.[45]\d+°/)
  })
  await test.step('a click on an event shows its record', async () => {
    const at = await pixelOf(app, eventAt[2021])
    await app.mouse.click(at.x, at.y)
    const records = app.getByRole('region', { name: 'Records here' })
    await expect(records).toContainText('attacks')
    await expect(records.getByRole('definition').filter({ hasText: '2021-06-15' })).toBeVisible()
    await records.getByRole('button', { name: 'Back to the area' }).click()
    await expect(records).toBeHidden()
  })
  await test.step('by keys alone: Enter chooses the area in the middle', async () => {
    await app.keyboard.press('Escape')
    await app.locator('.map-surface canvas').first().focus()
    await app.keyboard.press('ArrowDown')
    await expectSouthOf(app, 0.9)
    await mapReady(app)
    await app.keyboard.press('Enter')
    await expect(app.locator('.statusbar')).toContainText('1 selected')
    await expect.poll(async () => (await host.call('view.get', {})).selected).toEqual(['Q03'])
  })
})

test('scores colour the areas, missing ones are hatched, and the timeline filters events and floods', async ({ app, host }) => {
  await importAll(app)
  await openWithRun(app, host)
  await showAll(app)
  await test.step('each area has the colour of its class, and the legend says so in words', async () => {
    await expectColour(app, [10.5, 0.2], severityRamp[4])
    await expectColour(app, [11.5, 1.1], severityRamp[1])
    await expectColour(app, [11.1, 0.1], severityRamp[0])
    await expect(legendRow(app, 'Very high')).toContainText('8–10')
    await expect(legendRow(app, 'No data')).toContainText('1')
    const missing = await pixelOf(app, [10.5, 1.2])
    const shades = new Set<string>()
    for (let i = 0; i < 6; i++) shades.add(await colourAt(app, { x: missing.x + i, y: missing.y }))
    expect(shades.size).toBeGreaterThan(1)
    for (const shade of shades) expect(Math.min(...severityRamp.map((colour) => apart(shade, colour)))).toBeGreaterThan(12)
  })
  await test.step('the end of the period takes out what came later, on the map and in the legend', async () => {
    await expect(legendRow(app, 'attacks')).toContainText('5')
    const early = await colourAt(app, await pixelOf(app, eventAt[2020]))
    const late = await colourAt(app, await pixelOf(app, eventAt[2021]))
    expect(apart(early, late)).toBeLessThan(10)
    await app.getByRole('slider', { name: 'End of the period' }).focus()
    await app.keyboard.press('PageDown')
    await expect(legendRow(app, 'attacks')).toContainText('2 of 5')
    await expect(app.locator('.timeline-text')).toContainText('3 dated records')
    await mapReady(app)
    await expectColour(app, eventAt[2021], severityRamp[1])
    await expectColour(app, eventAt[2020], early)
    await expectColour(app, [11.75, 0.75], severityRamp[0])
  })
  await test.step('clearing the period brings everything back', async () => {
    await app.getByRole('button', { name: 'Show all dates', exact: true }).click()
    await expect(legendRow(app, 'attacks')).not.toContainText('of 5')
  })
  await test.step('nothing on the map or the timeline stops people who cannot see or use a mouse', async () => {
    const { violations } = await new AxeBuilder({ page: app }).include('.map').include('.timeline').analyze()
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
  })
})

test('a lost graphics card is replaced by a new map with the same view', async ({ app }) => {
  await importAll(app)
  await showAll(app)
  await expect(app.locator('[data-map-kind]')).not.toHaveAttribute('data-map-kind', 'none')
  await app.evaluate(() => document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext())
  await expect(app.locator('canvas.maplibregl-canvas')).toHaveCount(1)
  await mapReady(app)
  await expectColour(app, [10.5, 1.8], area)
  const at = await pixelOf(app, middles.Q02!)
  await app.mouse.click(at.x, at.y)
  await expect(app.locator('.statusbar')).toContainText('1 selected')
})

test('where WebGL is refused the map is drawn on a canvas: areas, events, selection, records, keys', async ({ app, host }) => {
  await app.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest]) } as typeof original
  })
  await app.reload()
  await importAll(app)
  await openWithRun(app, host)
  await expect(app.locator('[data-map-kind="none"]')).toBeVisible()
  await showAll(app)
  await expectColour(app, [10.5, 0.2], severityRamp[4])
  await expectColour(app, [11.5, 1.1], severityRamp[1])
  const event = await pixelOf(app, eventAt[2021])
  expect(apart(await colourAt(app, event), severityRamp[1])).toBeGreaterThan(20)
  await app.getByRole('button', { name: 'Map', exact: true }).click()
  await app.mouse.click(event.x, event.y)
  await expect(app.getByRole('region', { name: 'Records here' })).toContainText('2021-06-15')
  await expect.poll(async () => (await host.call('view.get', {})).selected).toEqual(['Q02'])
  await app.getByRole('slider', { name: 'End of the period' }).focus()
  await app.keyboard.press('PageDown')
  await expectColour(app, eventAt[2021], severityRamp[1])
  await app.locator('canvas.map-canvas').focus()
  await app.keyboard.press('ArrowUp')
  await app.keyboard.press('+')
  await app.keyboard.press('Enter')
  await mapReady(app)
})

test('in Arabic the controls change sides, the map does not', async ({ app, host }) => {
  await importAll(app)
  await reopen(app, host, { language: 'ar' }, app.locator('html[dir=rtl]'))
  await showAll(app, 'إظهار المشروع كله')
  const map = (await app.locator('.map').boundingBox())!
  const legend = (await app.getByRole('region', { name: 'مفتاح الخريطة' }).boundingBox())!
  expect(legend.x + legend.width / 2).toBeGreaterThan(map.x + map.width / 2)
  const [west, east] = [await pixelOf(app, middles.Q01!), await pixelOf(app, middles.Q02!)]
  expect(west.x).toBeLessThan(east.x)
  await app.mouse.click(west.x, west.y)
  await expect.poll(async () => (await host.call('view.get', {})).selected).toEqual(['Q01'])
})
