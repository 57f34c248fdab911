import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import { openCore } from '../../../electron/core/open-core.ts'
import { startNode } from '../../../electron/core/process.ts'
import { createProject } from '../../../electron/core/sql/open.ts'
import type { Progress } from '../../../shared/contract/wire.ts'

const rows = 60_000
const steps = ['import.looking', 'import.reading', 'import.indexing'] as const
let folder = ''
let core: Core
const before = process.env.TMPDIR

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-stopped-'))
  mkdirSync(join(folder, 'temporary'))
  process.env.TMPDIR = join(folder, 'temporary')
  const lines = Array.from({ length: rows }, (_, i) => `E${i},2020-${String((i % 12) + 1).padStart(2, '0')}-10,Battles,${(4 + (i % 997) / 500).toFixed(3)},${(18 + (i % 1013) / 400).toFixed(3)},${i % 7},a note of the event in the village ${i % 90}`)
  writeFileSync(join(folder, 'events.csv'), `event_id,event_date,event_type,latitude,longitude,fatalities,notes\n${lines.join('\n')}\n`)
  createProject(join(folder, 'p.gpkg'), { title: 'Test' }).release()
  core = await openCore({ project: join(folder, 'p.gpkg'), staging: join(folder, 'staging'), dataFolder: folder, start: startNode })
}, 60_000)

afterAll(async () => {
  await core.close()
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  rmSync(folder, { recursive: true, force: true })
})

function run(report: (progress: Progress) => void, signal: AbortSignal) {
  return core.call('imports.run', { file: core.hold({ path: join(folder, 'events.csv'), name: 'events.csv' }), options: {} }, { report, signal })
}

const layers = () => core.call('layers.list', {}, { report: () => {}, signal: new AbortController().signal })

describe('an import that is stopped', () => {
  it.each(steps)('while it says %s ends as CANCELLED and leaves nothing', async (step) => {
    const abort = new AbortController()
    let said = 0
    const error = await run((progress) => { if (progress.step === step) { said++; abort.abort() } }, abort.signal).then(() => null, (thrown: unknown) => thrown as { code?: string })
    expect(error?.code).toBe('CANCELLED')
    expect(said).toBe(1)
    expect(await layers()).toEqual([])
    expect(readdirSync(join(folder, 'temporary'))).toEqual([])
  }, 60_000)
})

describe('an import that is not stopped', () => {
  it('succeeds after those that were, says how far each part of it is, and lets others be served meanwhile', async () => {
    const said = new Map<string, Progress[]>()
    const served: Promise<unknown>[] = []
    let finished = false
    const result = await run((progress) => {
      const list = said.get(progress.step) ?? []
      said.set(progress.step, [...list, progress])
      if (list.length === 1) served.push(layers().then((found) => [progress.step, found.length, finished]))
    }, new AbortController().signal)
    finished = true
    expect(result).toMatchObject({ layer: 'events', kind: 'events', read: rows, imported: rows, rejected: 0 })
    expect([...said.keys()]).toEqual([...steps])
    for (const list of said.values()) {
      expect(list.length).toBeGreaterThan(1)
      for (const { done, total } of list) expect(done).toBeLessThanOrEqual(total ?? Infinity)
    }
    for (const step of ['import.reading', 'import.indexing']) expect(said.get(step)!.map((progress) => progress.done)).toEqual(said.get(step)!.map((progress) => progress.done).toSorted((a, b) => a - b))
    expect(await Promise.all(served)).toEqual(steps.map((step) => [step, 0, false]))
    expect(await layers()).toHaveLength(1)
    expect(readdirSync(join(folder, 'temporary'))).toEqual([])
  }, 60_000)
})
