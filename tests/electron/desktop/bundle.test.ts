import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startNodeFile } from '../../../electron/core/process.ts'
import { openCoreProcess } from '../../../electron/hosts/core-process.ts'
import { buildDesktop } from '../../../scripts/build-desktop.ts'
import { root } from '../../../scripts/setup.mjs'

let folder: string
beforeAll(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true })
  folder = mkdtempSync(join(root, 'dist', 'bundle-test-'))
  await buildDesktop(join(folder, 'electron'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the bundle holds main, both workers and one preload that needs nothing but electron', () => {
  expect(readdirSync(join(folder, 'electron'))).toEqual(expect.arrayContaining(['main.js', 'core.js', 'compute.js', 'preload.cjs']))
  const preload = readFileSync(join(folder, 'electron/preload.cjs'), 'utf8')
  expect([...preload.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1])).toEqual(['"electron"'])
  expect(preload).not.toMatch(/^import /m)
})

it('the bundled core opens, makes a project and closes it', { retry: 1 }, async () => {
  const port = startNodeFile(join(folder, 'electron/core.js'))
  try {
    const core = await openCoreProcess(port, { project: null, staging: join(folder, 'staging'), dataFolder: join(folder, 'data'), appFolder: root })
    const quiet = { report: () => {}, signal: new AbortController().signal }
    await core.call('project.create', { title: 'Bundled' }, quiet)
    expect(await core.call('project.status', {}, quiet)).toMatchObject({ title: 'Bundled', layers: 0 })
    expect((await core.resource('catalogue/basemap/world-110m.json')).status).toBe(200)
    await core.close()
  } finally {
    port.kill()
  }
})
