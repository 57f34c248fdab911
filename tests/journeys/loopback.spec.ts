import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './support.ts'

test.use({ project: 'empty' })

test('the page opens by a link that works once, and reloads by its cookie', async ({ app, host, browser }) => {
  await expect(app.locator('#root')).not.toBeEmpty()
  expect(new URL(app.url()).pathname).toBe('/')
  await app.reload()
  await expect(app.locator('#root')).not.toBeEmpty()
  const other = await browser.newContext()
  const page = await other.newPage()
  expect((await page.goto(host.url))!.status()).toBe(403)
  expect((await page.goto(`${host.origin}/`))!.status()).toBe(401)
  expect((await page.goto(host.launch()))!.status()).toBe(200)
  await other.close()
})

test('the policy holds in the browser: no inline script, no string as code, no other origin', async ({ page, host }) => {
  await page.goto(host.url)
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.body.append(script)
    // What runs inside Playwright's own evaluation is exempt from the policy: a task of the page's is not.
    const made = await new Promise<string>((resolve) => { setTimeout(() => { try { Reflect.apply((() => {}).constructor, null, ['return 1']); resolve('ran') } catch { resolve('refused') } }) })
    const asked = await fetch('http://127.0.0.1:1/').then(() => 'answered', () => 'refused')
    return { inline: (window as { inlineRan?: boolean }).inlineRan ?? false, made, asked, isolated: window.crossOriginIsolated }
  })
  expect(outcome).toEqual({ inline: false, made: 'refused', asked: 'refused', isolated: true })
})

test('a page of another origin on this machine reads nothing and changes nothing', async ({ page, host }) => {
  await page.goto(host.url)
  const before = await host.call('project.status', {})
  const stranger = await serveStranger(host.origin)
  try {
    const seen: string[] = []
    await page.goto(stranger.origin)
    seen.push(...(await page.evaluate(async (target) => {
      const tries: Promise<string>[] = [
        fetch(`${target}/call/project.rename`, { method: 'POST', mode: 'no-cors', body: '{"title":"taken"}', headers: { 'content-type': 'text/plain' } }).then((answer) => `fetch ${answer.type}`, () => 'refused'),
        fetch(`${target}/call/project.rename`, { method: 'POST', credentials: 'include', body: '{"title":"taken"}', headers: { 'content-type': 'application/json' } }).then(async (answer) => answer.text(), () => 'refused'),
        fetch(`${target}/`, { credentials: 'include' }).then(async (answer) => answer.text(), () => 'refused'),
        new Promise<string>((resolve) => { const image = new Image(); image.addEventListener('load', () => resolve('image')); image.addEventListener('error', () => resolve('refused')); image.src = `${target}/catalogue/basemap/world-110m.json` }),
        new Promise<string>((resolve) => { const script = document.createElement('script'); script.addEventListener('load', () => resolve('script')); script.addEventListener('error', () => resolve('refused')); script.src = `${target}/`; document.head.append(script) }),
        new Promise<string>((resolve) => { const socket = new WebSocket(`${target.replace('http', 'ws')}/`); socket.addEventListener('open', () => resolve('socket')); socket.addEventListener('error', () => resolve('refused')) }),
        new Promise<string>((resolve) => { const events = new EventSource(`${target}/call/project.status`); events.addEventListener('open', () => resolve('events')); events.addEventListener('error', () => { events.close(); resolve('refused') }) }),
      ]
      return Promise.all(tries)
    }, host.origin)))
    expect(seen.filter((one) => !['refused', 'fetch opaque'].includes(one))).toEqual([])
    const form = await page.evaluate((target) => { const form = document.createElement('form'); form.method = 'post'; form.enctype = 'text/plain'; form.action = `${target}/call/project.rename`; document.body.append(form); form.submit(); return true }, host.origin)
    expect(form).toBe(true)
    await page.waitForLoadState()
    expect(await host.call('project.status', {})).toEqual(before)
  } finally {
    stranger.server.closeAllConnections()
    stranger.server.close()
  }
})

/** A second origin on this machine, as another program's page would be. */
async function serveStranger(target: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => { response.setHeader('content-type', 'text/html'); response.end(`<!doctype html><title>stranger</title><body><iframe src="${target}/"></iframe></body>`) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
