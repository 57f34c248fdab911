import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { coreOver, serveCore, type Port } from '../../electron/core/bridge.ts'
import type { ProcessPort } from '../../electron/core/core.ts'
import { relayProcesses, startThrough } from '../../electron/core/parent.ts'
import { startNodeFile } from '../../electron/core/process.ts'
import { fakeCore } from './fake-core.ts'

const quiet = (): { report: () => void; signal: AbortSignal } => ({ report: () => {}, signal: new AbortController().signal })

/** Two ends of one wire; messages are cloned as they are between processes. */
function wire(): { far: Port; near: ProcessPort; end: (code: number | null) => void } {
  const bus = new EventEmitter()
  return {
    far: { post: (message) => bus.emit('toNear', structuredClone(message)), onMessage: (listener) => bus.on('toFar', listener) },
    near: { post: (message) => bus.emit('toFar', structuredClone(message)), onMessage: (listener) => bus.on('toNear', listener), onExit: (listener) => bus.on('exit', listener), kill: () => bus.emit('exit', null) },
    end: (code) => bus.emit('exit', code),
  }
}

describe('in one process', () => {
  it('a result, a mendable error and a bug cross the bridge as they are', async () => {
    const { far, near } = wire()
    const bugs: string[] = []
    serveCore(fakeCore(), far)
    const core = coreOver(near, (text) => bugs.push(text))
    expect(await core.call('project.rename', { title: 'a' }, quiet())).toEqual({ echo: { title: 'a' }, bytes: 2 })
    await expect(core.call('project.create', { title: 'mendable' }, quiet())).rejects.toMatchObject({ name: 'AtlasError', code: 'NAME_TAKEN', message: 'The name is taken. Choose another.' })
    expect(bugs).toEqual([])
    await expect(core.call('project.create', { title: 'x' }, quiet())).rejects.toMatchObject({ name: 'Error', message: 'a bug' })
    expect(bugs[0]).toContain('TypeError: a bug')
  })
  it('an abort reaches the work, and a call with an aborted signal never starts', async () => {
    const { far, near } = wire()
    const fake = fakeCore()
    serveCore(fake, far)
    const core = coreOver(near)
    const abort = new AbortController()
    const steps: string[] = []
    const running = core.call('project.check', {}, { signal: abort.signal, report: ({ step }) => { steps.push(step); if (step === 'two') abort.abort() } })
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(steps).toEqual(['one', 'two'])
    expect(fake.aborted).toEqual(['project.check'])
    await expect(core.call('project.check', {}, { signal: abort.signal, report: () => {} })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(fake.calls).toHaveLength(1)
  })
  it('closing aborts what still runs, waits for it, and then closes the core', async () => {
    const { far, near } = wire()
    const fake = fakeCore()
    const order: string[] = []
    fake.close = async () => { order.push(`closed after ${fake.aborted.length} aborts`) }
    serveCore(fake, far)
    const core = coreOver(near)
    const running = [core.call('project.check', {}, quiet()), core.call('project.check', {}, quiet())].map((call) => call.catch((error: { code: string }) => order.push(error.code)))
    await core.close()
    await Promise.all(running)
    expect(order.toSorted()).toEqual(['CANCELLED', 'CANCELLED', 'closed after 2 aborts'])
  })
  it('messages that are no part of the bridge pass it by', async () => {
    const { far, near } = wire()
    serveCore(fakeCore(), far)
    const core = coreOver(near)
    for (const message of [null, 1, 'x', {}, { answer: 99, result: 1 }, { opened: true }]) { far.post(message); near.post(message) }
    expect(await core.held('none')).toBeNull()
  })
})

describe('between processes', () => {
  const started: ProcessPort[] = []
  const start = (): ProcessPort => { const port = startNodeFile(fileURLToPath(new URL('./bridge-worker.ts', import.meta.url))); started.push(port); return port }
  afterEach(() => { for (const port of started.splice(0)) port.kill() })

  it('calls, bytes and held files cross to a process and back', { retry: 1 }, async () => {
    const core = coreOver(start())
    expect(await core.call('project.rename', { title: 'é' }, quiet())).toEqual({ echo: { title: 'é' }, bytes: 2 })
    const tile = await core.resource('tiles/1/2/3')
    expect(Buffer.from(tile.body).toString()).toBe('tiles/1/2/3')
    const token = await core.hold({ path: 'somewhere', name: 'n.csv' })
    expect(await core.held(token)).toEqual({ path: 'somewhere', name: 'n.csv' })
    await expect(core.resource('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await core.close()
  })
  it('when the process dies, what waits and what comes later fails with CORE_STOPPED, and closing is quiet', { retry: 1 }, async () => {
    const core = coreOver(start())
    const waits = core.call('project.check', {}, quiet())
    await expect(Promise.all([waits, core.call('project.copy', {}, quiet())])).rejects.toMatchObject({ code: 'CORE_STOPPED' })
    await expect(waits).rejects.toMatchObject({ code: 'CORE_STOPPED' })
    await expect(core.call('project.status', {}, quiet())).rejects.toMatchObject({ code: 'CORE_STOPPED' })
    await core.close()
  })
  it('a started process ends when the one that started it is killed', { retry: 1 }, async () => {
    const worker = fileURLToPath(new URL('./bridge-worker.ts', import.meta.url))
    const module = new URL('../../electron/core/process.ts', import.meta.url).href
    const script = `const { startNodeFile } = await import(${JSON.stringify(module)}); const port = startNodeFile(${JSON.stringify(worker)}); port.onMessage((m) => console.log('up')); port.post({ ask: 'held', id: 1, token: 'x' })`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    await once(parent.stdout, 'data')
    parent.kill('SIGKILL')
    // The worker holds the parent's standard error: that pipe ends only when the worker is gone too.
    parent.stderr.resume()
    await once(parent.stderr, 'end')
    expect(parent.signalCode ?? 'SIGKILL').toBe('SIGKILL')
  })
})

describe('processes started through another', () => {
  it('messages, exit and kill are relayed, and everything ends with the process that asked', () => {
    const { far, near, end } = wire()
    const children: { sent: unknown[]; say: (message: unknown) => void; exit: (code: number | null) => void; killed: boolean }[] = []
    relayProcesses(near, () => {
      const bus = new EventEmitter()
      const child = { sent: [] as unknown[], say: (message: unknown) => { bus.emit('message', message) }, exit: (code: number | null) => { bus.emit('exit', code) }, killed: false }
      children.push(child)
      return { post: (message) => { child.sent.push(message) }, onMessage: (listener) => { bus.on('message', listener) }, onExit: (listener) => { bus.on('exit', listener) }, kill: () => { child.killed = true; child.exit(null) } }
    })
    const start = startThrough(far)
    const one = start('compute'), two = start('compute')
    const heard: unknown[] = [], exits: unknown[] = []
    one.onMessage((message) => heard.push(message))
    one.onExit((code) => exits.push(code))
    one.post({ job: 1 })
    children[0]!.say({ done: 1 })
    children[1]!.say({ other: 1 })
    expect(children[0]!.sent).toEqual([{ job: 1 }])
    expect(heard).toEqual([{ done: 1 }])
    one.kill()
    expect([children[0]!.killed, exits]).toEqual([true, [null]])
    two.post({ job: 2 })
    expect(children[1]!.sent).toEqual([{ job: 2 }])
    end(1)
    expect(children[1]!.killed).toBe(true)
  })
})
