import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { addEvents, codeOf, keep, project } from './helpers.ts'

const children: ChildProcess[] = []
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'kill')))
})

/** Starts a process that opens a project, and answers its lines one by one. */
function start(path: string, ...modes: string[]): { child: ChildProcess; line(): Promise<string> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'opener.ts'), path, ...modes], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return { child, line: async () => ((await lines.next()).value as string | undefined) ?? 'ended' }
}

/** Ends a process and waits until it is gone. */
async function end(child: ChildProcess, how: 'kill' | 'close'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => { child.once('exit', resolve) })
  if (how === 'kill') child.kill('SIGKILL')
  else child.stdin!.end()
  await gone
}

describe('a project that another process has open for writing', () => {
  it('opens to read and names the holder', async () => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const holder = start(opened.path)
    expect(await holder.line()).toBe('writes')
    const second = keep(openProject(opened.path))
    expect(second.readOnly).toContain(`process ${holder.child.pid}`)
    expect(listLayers(second.db)).toHaveLength(1)
    expect(codeOf(() => addEvents(second, 'More'))).toBe('PROJECT_READ_ONLY')
  })

  it('answers PROJECT_LOCKED to who must write', async () => {
    const opened = project()
    opened.release()
    const holder = start(opened.path)
    expect(await holder.line()).toBe('writes')
    expect(codeOf(() => openProject(opened.path, { exclusive: true }))).toBe('PROJECT_LOCKED')
  })

  it('is free once that process has closed it, and one file again', async () => {
    const opened = project()
    opened.release()
    const holder = start(opened.path)
    expect(await holder.line()).toBe('writes')
    await end(holder.child, 'close')
    expect(existsSync(`${opened.path}-wal`)).toBe(false)
    const next = keep(openProject(opened.path, { exclusive: true }))
    expect(next.readOnly).toBeNull()
  })

  it('is free at once when that process was killed', async () => {
    const opened = project()
    opened.release()
    const holder = start(opened.path)
    expect(await holder.line()).toBe('writes')
    await end(holder.child, 'kill')
    const next = keep(openProject(opened.path, { exclusive: true }))
    expect(next.readOnly).toBeNull()
    next.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('is read while that process imports, and shows no unfinished layer', async () => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const holder = start(opened.path, 'import')
    expect(await holder.line()).toBe('half')
    const second = keep(openProject(opened.path))
    expect(second.readOnly).not.toBeNull()
    expect(listLayers(second.db).map((layer) => layer.name)).toEqual(['Events'])
  })

  it('has exactly one writer when six processes open it at once', async () => {
    const opened = project()
    opened.release()
    const openers = Array.from({ length: 6 }, () => start(opened.path))
    const said = await Promise.all(openers.map((opener) => opener.line()))
    expect(said.filter((line) => line === 'writes')).toHaveLength(1)
    expect(said.filter((line) => line.startsWith('reads: It is open for writing'))).toHaveLength(5)
  })
})

describe('a project that this process has open', () => {
  it('opens a second time to read only, and is free after the first was closed', () => {
    const first = project()
    const second = keep(openProject(first.path))
    expect(second.readOnly).toContain(`process ${process.pid}`)
    second.release()
    first.release()
    expect(keep(openProject(first.path)).readOnly).toBeNull()
  })

  it('is closed while somebody else reads it, who reads on, and is one file again after the next closing', () => {
    const first = project()
    addEvents(first)
    const second = keep(openProject(first.path))
    second.db.prepare('BEGIN').run()
    expect(listLayers(second.db)).toHaveLength(1)
    first.release()
    expect(listLayers(second.db)).toHaveLength(1)
    second.db.prepare('COMMIT').run()
    second.release()
    const third = keep(openProject(first.path))
    expect([third.readOnly, listLayers(third.db).length]).toEqual([null, 1])
    third.release()
    expect(checkProject(first.path)).toEqual({ ok: true, problems: [] })
  })
})

describe('a process that is killed in the middle of edits', () => {
  it.each([1, 2, 5, 9, 14])('loses none that it has acknowledged (after %i)', async (count) => {
    const opened = project()
    opened.release()
    const worker = start(opened.path, 'work')
    let said = ''
    for (let i = 0; i < count; i++) said = await worker.line()
    await end(worker.child, 'kill')
    const next = keep(openProject(opened.path))
    const number = (layer: { name: string }): number => Number(layer.name.slice(1))
    const newest = listLayers(next.db).filter((layer) => layer.rows === 300 && number(layer) >= count)
    expect(said).toBe(`L${count} T${count}`)
    expect(Math.max(...newest.map(number))).toBeGreaterThanOrEqual(count)
    next.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})

describe('a process that is killed in the middle of an import', () => {
  it('leaves a project that can be looked at and checked as it lies', async () => {
    const opened = project()
    const layer = addEvents(opened)
    opened.release()
    const importer = start(opened.path, 'import')
    expect(await importer.line()).toBe('half')
    await end(importer.child, 'kill')
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
    const look = keep(openProject(opened.path, { readOnly: true }))
    expect(listLayers(look.db)).toEqual([layer])
    look.release()
    expect(keep(openProject(opened.path)).readOnly).toBeNull()
  })

  it.each([1, 2, 3])('leaves a sound project without the unfinished layer (%i)', async () => {
    const opened = project()
    const layer = addEvents(opened)
    opened.release()
    const importer = start(opened.path, 'import')
    expect(await importer.line()).toBe('half')
    await end(importer.child, 'kill')
    const next = keep(openProject(opened.path))
    expect([next.readOnly, listLayers(next.db)]).toEqual([null, [layer]])
    expect(next.db.prepare("SELECT count(*) FROM sqlite_master WHERE name LIKE '%half%'").pluck().get()).toBe(0)
    next.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})
