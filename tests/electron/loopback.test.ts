import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeHandler } from '../../electron/hosts/handler.ts'
import { makeGuard } from '../../electron/hosts/loopback/guard.ts'
import { listen, type Listening } from '../../electron/hosts/loopback/server.ts'
import { fakeCore, type FakeCore } from './fake-core.ts'

let folder: string, core: FakeCore, host: Listening, waits: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-loopback-'))
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'page/index.html'), '<html><head></head></html>')
  core = fakeCore()
  waits = 0
  host = await listen(0, (token) => makeHandler({ core, assets: join(folder, 'page'), staging: join(folder, 'staging'), token }), { wait: async () => { waits++ } })
})
afterEach(async () => { await host.close(); rmSync(folder, { recursive: true, force: true }) })

async function signIn(): Promise<string> {
  const answer = await fetch(host.origin + host.guard.launchPath(), { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
  const cookie = answer.headers.get('set-cookie')!
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
  return cookie.split(';')[0]!
}

/** Sends exact bytes and answers what came back. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(host.origin).port), '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => { answer += part })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe('the door', () => {
  it('the page opens with a launch code that works once, and then by its cookie', async () => {
    const path = host.guard.launchPath()
    expect((await fetch(host.origin + path, { redirect: 'manual' })).status).toBe(303)
    expect((await fetch(host.origin + path, { redirect: 'manual' })).status).toBe(403)
    expect((await fetch(`${host.origin}/start/`, { redirect: 'manual' })).status).toBe(403)
    const cookie = await signIn()
    const page = await fetch(`${host.origin}/`, { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(`<meta name="atlas-token" content="${host.guard.token}" />`)
  })
  it('without the cookie nothing is answered, the page least of all', async () => {
    for (const path of ['/', '/index.html', '/tiles/1', '/download/x', '/nothing']) {
      const answer = await fetch(host.origin + path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(await answer.text()).not.toContain(host.guard.token)
    }
  })
  it('a call or an upload needs the token beside the cookie', async () => {
    const cookie = await signIn()
    const call = (headers: Record<string, string>): Promise<Response> => fetch(`${host.origin}/call/project.rename`, { method: 'POST', body: '{"title":"a"}', headers: { 'content-type': 'application/json', ...headers } })
    expect((await call({ cookie })).status).toBe(401)
    expect((await call({ 'x-atlas-token': host.guard.token })).status).toBe(401)
    expect((await call({ cookie, 'x-atlas-token': host.guard.token.replace(/.$/, '!') })).status).toBe(401)
    expect((await fetch(`${host.origin}/upload?name=a.csv`, { method: 'POST', body: 'x', headers: { cookie } })).status).toBe(401)
    expect(core.calls).toEqual([])
    const answer = await call({ cookie, 'x-atlas-token': host.guard.token })
    expect(await answer.text()).toBe('{"result":{"echo":{"title":"a"},"bytes":2}}\n')
  })
  it('a foreign or missing Host is refused before anything else', async () => {
    const port = new URL(host.origin).port
    const cookie = await signIn()
    for (const lines of [['Host: evil.test'], [`Host: localhost:${port}`], [`Host: 127.0.0.1.nip.io:${port}`], [`Host: [::1]:${port}`], ['Host: 127.0.0.1'], [`Host: 127.0.0.1:${port}`, 'Host: evil.test'], [`Host: 127.0.0.1:${port}.`]]) {
      const answer = await raw(`GET / HTTP/1.1\r\n${lines.join('\r\n')}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
      expect([lines, answer.slice(0, 12)]).toEqual([lines, expect.stringMatching(/^HTTP\/1\.1 4(21|00)/)])
      expect(answer).not.toContain(host.guard.token)
    }
    expect(await raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4(21|00)/)
    expect(await raw(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400/)
    expect(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200/)
  })
  it('another origin gets nothing, whatever it sends', async () => {
    const cookie = await signIn()
    const good = { cookie, 'x-atlas-token': host.guard.token, 'content-type': 'application/json' }
    const port = Number(new URL(host.origin).port)
    for (const origin of ['null', 'http://127.0.0.1', `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`, 'http://evil.test']) {
      expect((await fetch(`${host.origin}/call/project.status`, { method: 'POST', body: '{}', headers: { ...good, origin } })).status).toBe(403)
    }
    const head = `Host: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nX-Atlas-Token: ${host.guard.token}\r\nConnection: close\r\n`
    for (const site of ['cross-site', 'same-site']) expect(await raw(`GET /tiles/1 HTTP/1.1\r\n${head}Sec-Fetch-Site: ${site}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403/)
    expect(await raw(`GET /tiles/1 HTTP/1.1\r\n${head}Sec-Fetch-Site: none\r\nSec-Fetch-Mode: no-cors\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403/)
    expect(await raw(`GET /tiles/1 HTTP/1.1\r\n${head}Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200/)
    expect(await raw(`GET / HTTP/1.1\r\n${head}Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200/)
    expect(await raw(`OPTIONS /call/project.status HTTP/1.1\r\n${head}Origin: http://127.0.0.1:${port}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403/)
    expect(core.calls).toEqual([])
  })
  it('no answer carries a CORS header', async () => {
    const cookie = await signIn()
    for (const path of ['/', '/tiles/1', '/nothing']) expect((await fetch(host.origin + path, { headers: { cookie } })).headers.get('access-control-allow-origin')).toBeNull()
  })
  it('the twenty-first bad try and every later one waits first', async () => {
    for (let i = 0; i < 20; i++) await fetch(`${host.origin}/start/guess-${i}`, { redirect: 'manual' })
    expect(waits).toBe(0)
    await fetch(`${host.origin}/start/guess`, { redirect: 'manual' })
    await fetch(`${host.origin}/`)
    expect(waits).toBe(2)
  })
  it('secrets are of 256 bits and differ between hosts', () => {
    const one = makeGuard({ port: 1 }), two = makeGuard({ port: 1 })
    const all = [one.token, two.token, one.launchPath().slice(7), one.launchPath().slice(7)]
    expect(all.map((text) => Buffer.from(text, 'base64url').length)).toEqual([32, 32, 32, 32])
    expect(new Set(all).size).toBe(4)
  })
})

describe('the wire', () => {
  it('leaving a call aborts the work', async () => {
    const cookie = await signIn()
    const abort = new AbortController()
    const answer = await fetch(`${host.origin}/call/project.check`, { method: 'POST', body: '{}', headers: { cookie, 'x-atlas-token': host.guard.token, 'content-type': 'application/json' }, signal: abort.signal })
    const { value } = await answer.body!.getReader().read()
    expect(new TextDecoder().decode(value)).toContain('"step":"one"')
    abort.abort()
    await expect.poll(() => core.aborted).toEqual(['project.check'])
  })
  it('an upload of several megabytes arrives whole and downloads the same', async () => {
    const cookie = await signIn()
    const headers = { cookie, 'x-atlas-token': host.guard.token }
    const bytes = new Uint8Array(5_000_000).map((_, i) => (i * 31) % 251)
    const { file } = await (await fetch(`${host.origin}/upload?name=big.bin`, { method: 'POST', body: bytes, headers })).json() as { file: string }
    const back = new Uint8Array(await (await fetch(`${host.origin}/download/${file}`, { headers })).arrayBuffer())
    expect(Buffer.compare(back, bytes)).toBe(0)
  })
  it('an upload whose sender leaves is dropped', async () => {
    const cookie = await signIn()
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`POST /upload?name=a.csv HTTP/1.1\r\nHost: 127.0.0.1:${new URL(host.origin).port}\r\nCookie: ${cookie}\r\nX-Atlas-Token: ${host.guard.token}\r\nContent-Length: 100000\r\n\r\nfirst part`)
    await expect.poll(() => { try { return readdirSync(join(folder, 'staging')).length } catch { return 0 } }).toBe(1)
    socket.destroy()
    await expect.poll(() => readdirSync(join(folder, 'staging'))).toEqual([])
    expect(core.files.size).toBe(0)
  })
  it('HEAD answers without a body, and a taken port is named', async () => {
    const cookie = await signIn()
    const answer = await fetch(`${host.origin}/`, { method: 'HEAD', headers: { cookie } })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    const port = Number(new URL(host.origin).port)
    await expect(listen(port, () => async () => new Response())).rejects.toMatchObject({ code: 'PORT_TAKEN' })
  })
})
