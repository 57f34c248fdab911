import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeHandler, type Handle } from '../../electron/hosts/handler.ts'
import { contentSecurityPolicy } from '../../electron/hosts/headers.ts'
import { contract } from '../../shared/contract/contract.ts'
import { fakeCore, type FakeCore } from './fake-core.ts'

let folder: string, core: FakeCore, handle: Handle, bugs: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-handler-'))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>\n<html><head><title>x</title></head></html>')
  writeFileSync(join(folder, 'page/assets/main-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'secret.json'), '{"secret":1}')
  core = fakeCore()
  bugs = []
  handle = makeHandler({ core, assets: join(folder, 'page'), staging: join(folder, 'staging'), token: 'page-token', uploadLimitBytes: 1000, onBug: (error) => bugs.push(error) })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const get = (path: string, method = 'GET'): Promise<Response> => handle(new Request(`http://host${path}`, { method }))
const post = (path: string, body: BodyInit | null, headers: Record<string, string> = { 'content-type': 'application/json' }, signal?: AbortSignal): Promise<Response> =>
  handle(new Request(`http://host${path}`, { method: 'POST', body, headers, signal }))
const lines = async (response: Response): Promise<unknown[]> => (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as unknown)

describe('calls', () => {
  it('a call answers one result line', async () => {
    const response = await post('/call/project.rename', '{"title":"Ñandú"}')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await lines(response)).toEqual([{ result: { echo: { title: 'Ñandú' }, bytes: 2 } }])
  })
  it('progress lines come before the error line, and closing the response aborts the work', async () => {
    const response = await post('/call/project.check', '{}')
    const reader = response.body!.getReader()
    const first = await reader.read()
    expect(new TextDecoder().decode(first.value)).toBe('{"progress":{"step":"one","done":1,"total":2}}\n')
    await reader.cancel()
    await expect.poll(() => core.aborted).toEqual(['project.check'])
  })
  it('aborting the request aborts the work', async () => {
    const abort = new AbortController()
    const response = await post('/call/project.check', '{}', { 'content-type': 'application/json' }, abort.signal)
    expect(response.status).toBe(200)
    abort.abort()
    await expect.poll(() => core.aborted).toEqual(['project.check'])
  })
  it('a mendable error keeps its code, a bug becomes BUG and is told to the host', async () => {
    expect(await lines(await post('/call/project.create', '{"title":"mendable"}'))).toEqual([{ error: { code: 'NAME_TAKEN', message: 'The name is taken. Choose another.' } }])
    expect(bugs).toEqual([])
    expect(await lines(await post('/call/project.create', '{"title":"bug"}'))).toEqual([{ error: { code: 'BUG', message: 'a bug' } }])
    expect(bugs).toHaveLength(1)
  })
  it('an unknown call answers 404, also for names that every object has', async () => {
    for (const name of ['nothing.here', 'toString', '__proto__', 'constructor', '']) {
      const response = await post(`/call/${name}`, '{}')
      expect(response.status).toBe(404)
      expect((await lines(response))[0]).toMatchObject({ error: { code: 'UNKNOWN_CALL' } })
    }
    expect(core.calls).toEqual([])
  })
  it('input that breaks the contract answers 400 with the place of the fault and never reaches the core', async () => {
    const cases: [string, string, RegExp][] = [
      ['layers.remove', '{"id":"1"}', /^layers\.remove: input\.id: /],
      ['layers.reorder', '{"ids":[1,null]}', /^layers\.reorder: input\.ids\[1\]: /],
      ['project.rename', '{"title":"a","more":1}', /^project\.rename: input: .*more/],
      ['project.rename', '{', /not valid JSON/],
      ['project.rename', '', /not valid JSON/],
      ['project.rename', '[]', /^project\.rename: input: /],
      ['project.rename', '{"title":""}', /^project\.rename: input\.title: /],
    ]
    for (const [name, body, message] of cases) {
      const response = await post(`/call/${name}`, body)
      expect([name, body, response.status]).toEqual([name, body, 400])
      const [line] = await lines(response) as [{ error: { code: string; message: string } }]
      expect(line.error.code).toBe('INPUT_INVALID')
      expect(line.error.message).toMatch(message)
    }
    expect(core.calls).toEqual([])
  })
  it('no call takes an unknown key', async () => {
    for (const name of Object.keys(contract)) {
      const response = await post(`/call/${name}`, '{"__surely_unknown":1}')
      expect([name, response.status]).toEqual([name, 400])
    }
    expect(core.calls).toEqual([])
  })
  it('no malformed input of any call reaches the core: 100 random values for each', async () => {
    const values = fc.sample(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('id', 'title', 'file', 'ids', 'run', 'code', 'options', '__proto__', 'areaSet', 'format'), fc.jsonValue())), { numRuns: 100, seed: 20261201 })
    for (const name of Object.keys(contract) as (keyof typeof contract)[]) for (const value of values) {
      const valid = contract[name].input.safeParse(JSON.parse(JSON.stringify(value))).success
      core.calls.length = 0
      const response = await post(`/call/${name}`, JSON.stringify(value))
      expect([name, value, valid ? response.status !== 500 : response.status]).toEqual([name, value, valid ? true : 400])
      if (!valid) expect(core.calls).toEqual([])
      await response.body?.cancel()
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
  it('only JSON is taken and only by POST', async () => {
    expect((await post('/call/project.status', '{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('/call/project.status', '{}', { 'content-type': 'application/jsonx' })).status).toBe(415)
    expect((await get('/call/project.status')).status).toBe(405)
    expect((await get('/call/project.status', 'PUT')).status).toBe(405)
    expect(core.calls).toEqual([])
  })
})

describe('files', () => {
  it('an upload is held under its name in a private file, and comes back as a download', async () => {
    const answer = await (await post('/upload?name=..%2F..%2Fr%C3%A9gions%20%22x%22.GeoJSON', 'content', { 'content-type': 'application/octet-stream' })).json() as { file: string }
    const held = core.files.get(answer.file)!
    expect(held.name).toBe('régions "x".GeoJSON')
    expect(readFileSync(held.path, 'utf8')).toBe('content')
    expect(held.path.startsWith(join(folder, 'staging'))).toBe(true)
    expect(held.path.endsWith('.geojson')).toBe(true)
    expect(statSync(held.path).mode & 0o777).toBe(0o600)
    const response = await get(`/download/${answer.file}`)
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="r_gions _x_.GeoJSON"; filename*=UTF-8''r%C3%A9gions%20%22x%22.GeoJSON`)
    expect(response.headers.get('content-length')).toBe('7')
    expect(await response.text()).toBe('content')
  })
  it('an upload over the limit leaves nothing behind', async () => {
    const response = await post('/upload?name=big.csv', new Uint8Array(1001))
    expect(response.status).toBe(413)
    expect((await lines(response))[0]).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
    expect(readdirSync(join(folder, 'staging'))).toEqual([])
  })
  it('an upload that breaks off leaves nothing behind', async () => {
    const body = new ReadableStream<Uint8Array>({ pull(controller) { controller.enqueue(new Uint8Array(10)); controller.error(new Error('gone')) } })
    const response = await handle(new Request('http://host/upload?name=a.csv', { method: 'POST', body, duplex: 'half' } as RequestInit))
    expect(response.status).toBe(500)
    expect(readdirSync(join(folder, 'staging'))).toEqual([])
    expect(core.files.size).toBe(0)
  })
  it('an upload needs a name and POST', async () => {
    expect((await post('/upload', 'x')).status).toBe(400)
    expect((await post('/upload?name=%00%0A', 'x')).status).toBe(400)
    expect((await get('/upload?name=a.csv')).status).toBe(405)
  })
  it('a download of an unknown token or a vanished file answers 404', async () => {
    expect((await get('/download/nothing')).status).toBe(404)
    const token = core.hold({ path: join(folder, 'gone'), name: 'gone.csv' })
    expect((await get(`/download/${token as string}`)).status).toBe(404)
  })
})

describe('resources and the page', () => {
  it('a resource is asked for with its query and keeps its type and cache', async () => {
    const response = await get('/tiles/3/1/2/3?field=a%20b')
    expect(await response.text()).toBe('tiles/3/1/2/3?field=a%20b')
    expect(response.headers.get('content-type')).toBe('application/x-protobuf')
    expect(response.headers.get('cache-control')).toBe('private, max-age=60')
    expect((await get('/tiles/empty')).status).toBe(204)
    expect((await get('/columns/9')).status).toBe(404)
  })
  it('the page carries the token, and its files have their types', async () => {
    const page = await get('/')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(await page.text()).toContain('<meta name="atlas-token" content="page-token" />')
    const script = await get('/assets/main-1a2b.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  })
  it('nothing outside the page is read, by dots, by code or by link', async () => {
    symlinkSync(join(folder, 'secret.json'), join(folder, 'page/assets/link.json'))
    symlinkSync(folder, join(folder, 'page-evil'))
    for (const path of ['/../secret.json', '/%2e%2e/secret.json', '/assets/..%2F..%2Fsecret.json', '/..%5Csecret.json', '/assets/link.json', '/assets/%00.json', '/%', '/page-evil/secret.json', '/assets', '/nothing.js', `//${folder}/secret.json`]) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 404])
      expect(await response.text()).not.toContain('"secret":1')
    }
  })
  it('every answer carries the security headers', async () => {
    const answers = [await get('/'), await get('/nothing.js'), await get('/tiles/1'), await get('/', 'DELETE'), await post('/call/project.rename', '{"title":"a"}'), await post('/call/none.such', '{}'), await post('/upload?name=a.csv', 'x')]
    for (const answer of answers) {
      expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('cache-control')).toBeTruthy()
      await answer.body?.cancel()
    }
  })
})
