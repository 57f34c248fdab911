import { describe, expect, it } from 'vitest'
import { serveCore } from '../../electron/core/bridge.ts'
import type { ProcessPort } from '../../electron/core/core.ts'
import { openLastingCore } from '../../electron/hosts/lasting-core.ts'
import { fakeCore } from './fake-core.ts'

/** Processes that are none: each serves a fake core and dies when told. `opened` are the projects that they were started with. */
function fakeProcesses(fails: (project: string | null) => boolean = () => false) {
  const opened: (string | null)[] = []
  const die: (() => void)[] = []
  const start = (): ProcessPort => {
    const toHost: ((message: unknown) => void)[] = [], toCore: ((message: unknown) => void)[] = [], exits: ((code: number | null) => void)[] = []
    let alive = true
    const post = (to: ((message: unknown) => void)[]) => (message: unknown): void => queueMicrotask(() => { if (alive) for (const listener of to) listener(message) })
    serveCore({ ...fakeCore(), project: () => '/p/second.gpkg' }, { post: post(toHost), onMessage: (listener) => { toCore.push(listener) } })
    toCore.push((message) => {
      if (typeof message !== 'object' || message === null || !('open' in message)) return
      const { project } = (message as { open: { project: string | null } }).open
      opened.push(project)
      post(toHost)(fails(project) ? { openError: { code: 'PROJECT_DAMAGED', message: 'It cannot be opened.' } } : { opened: true })
    })
    const end = (): void => { if (alive) { alive = false; for (const listener of exits) listener(null) } }
    die.push(end)
    return { post: post(toCore), onMessage: (listener) => { toHost.push(listener) }, onExit: (listener) => { exits.push(listener) }, kill: end }
  }
  return { start, opened, die: () => die.at(-1)!() }
}

const quiet = () => ({ report: () => {}, signal: new AbortController().signal })
const folders = { project: '/p/first.gpkg', staging: '/s', dataFolder: '/d', appFolder: '/a' }

describe('a core whose process dies', () => {
  it('is started again with the project that was open last, and what was under way says so', async () => {
    const { start, opened, die } = fakeProcesses()
    const core = await openLastingCore(start, folders)
    await core.call('project.openSample', {}, quiet())
    const waits = core.call('project.check', {}, quiet())
    await new Promise<void>((resolve) => { setImmediate(resolve) })
    die()
    await expect(waits).rejects.toMatchObject({ code: 'CORE_RESTARTED' })
    expect(await core.call('project.rename', { title: 'still there' }, quiet())).toMatchObject({ echo: { title: 'still there' } })
    expect(opened).toEqual(['/p/first.gpkg', '/p/second.gpkg'])
  })
  it('is started without a project where that cannot be opened', async () => {
    let broken = false
    const { start, opened, die } = fakeProcesses((project) => broken && project !== null)
    const core = await openLastingCore(start, folders)
    broken = true
    die()
    expect(await core.call('project.rename', { title: 'x' }, quiet())).toMatchObject({ echo: { title: 'x' } })
    expect(opened).toEqual(['/p/first.gpkg', '/p/first.gpkg', null])
  })
  it('is given up when it dies again and again', async () => {
    const { start, opened, die } = fakeProcesses()
    const core = await openLastingCore(start, folders)
    for (let i = 0; i < 4; i++) {
      await core.call('project.status', {}, quiet())
      die()
    }
    await expect(core.call('project.status', {}, quiet())).rejects.toMatchObject({ code: 'CORE_STOPPED' })
    expect(opened.length).toBe(4)
  })
  it('stays closed once it was closed', async () => {
    const { start, opened } = fakeProcesses()
    const core = await openLastingCore(start, folders)
    await core.close()
    core.kill()
    expect(opened).toEqual(['/p/first.gpkg'])
  })
})
