import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { serve, type Serving } from '../../electron/hosts/loopback/serve.ts'

interface Options {
  /** What is open at the start: a project's path, `sample` for a copy of the sample, `empty` for a new project without layers, null for none. */
  project: string | null
}

interface Fixtures {
  /** A folder that is removed after the test. */
  folder: string
  /** The real loopback host with its core in its own process; `host.call` calls past the page, `host.launch()` gives further one-time addresses. */
  host: Serving
  /** The page, opened on the host. At the end the test fails when anything asked for another origin, or the page threw or broke its policy. */
  app: Page
}

/** Journeys: the real host, the real page, real clicks. `test.use({ project: 'empty' })` chooses what is open. */
export const test = base.extend<Options & Fixtures>({
  project: ['sample', { option: true }],
  folder: async ({}, give) => {
    const folder = mkdtempSync(join(tmpdir(), 'atlas-journey-'))
    await give(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  },
  host: async ({ project, folder }, give) => {
    const host = await serve({ project: project === 'empty' ? null : project, port: 0, open: false, dataFolder: join(folder, 'data') })
    if (project === 'empty') await host.call('project.create', { title: 'Test project' })
    await give(host)
    await host.close()
  },
  app: async ({ page, host }, give) => {
    const watched = watch(page, host)
    await page.goto(host.url)
    await give(page)
    expect(watched.foreign, 'requests to anything but the own origin').toEqual([])
    expect(watched.broken, 'what the page threw or its policy refused').toEqual([])
  },
})

export { expect }

interface Watched { foreign: string[]; broken: string[] }

/** Notes every request that leaves the host's origin and everything the page throws or its policy refuses. */
export function watch(page: Page, host: Pick<Serving, 'origin'>): Watched {
  const watched: Watched = { foreign: [], broken: [] }
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${host.origin}/`) && !/^(data|blob):/.test(url)) watched.foreign.push(url)
  })
  page.on('pageerror', (error) => watched.broken.push(error.stack ?? error.message))
  page.on('console', (message) => { if (/Content.Security.Policy/i.test(message.text())) watched.broken.push(message.text()) })
  return watched
}

/** Files as a user chooses or drops them. */
export function file(name: string, text: string, mimeType = 'text/plain'): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType, buffer: Buffer.from(text) }
}
