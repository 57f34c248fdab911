import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import { startNode } from '../../core/process.ts'
import { appFolder, dataFolder } from '../folders.ts'
import { makeHandler } from '../handler.ts'
import { openLastingCore } from '../lasting-core.ts'
import { makePrivateFolder } from '../staging.ts'
import { openBrowser, type OpenedBrowser } from './browser.ts'
import { listen } from './server.ts'

export interface ServeOptions {
  /** The path of the project to open; `sample` opens a copy of the sample project; null opens none. */
  project: string | null
  /** 0 takes a free port. */
  port: number
  /** Opens the window in an installed browser; false only serves. */
  open: boolean
  /** What the program keeps between runs; the user's own data folder unless given. */
  dataFolder?: string
  /** One plain line about what happens; never the launch code. */
  say?: (line: string) => void
}

export interface Serving {
  /** Opens the page once: it carries a code that is good for one exchange. */
  url: string
  origin: string
  /** Another address that opens the page once. */
  launch(): string
  /** A call from the host's own side, past the door. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Settles when the window that was opened is closed; never when none was opened. */
  closed: Promise<void>
  /** Whether a window was opened. */
  windowOpen: boolean
  close(): Promise<void>
}

/** Serves the window on 127.0.0.1 with a core in a process of its own. Needs neither a terminal nor standard input. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const staging = makePrivateFolder('staging')
  const data = options.dataFolder ?? dataFolder()
  await mkdir(data, { recursive: true, mode: 0o700 })
  const undo: (() => unknown)[] = [() => rm(staging, { recursive: true, force: true, maxRetries: 5 })]
  const close = once(async () => { for (const step of undo.splice(0).reverse()) await step() })
  try {
    const bug = (error: unknown): void => { process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`) }
    const core = await openLastingCore(() => startNode('core'), { project: options.project === 'sample' ? null : options.project, staging, dataFolder: data, appFolder }, bug)
    undo.push(() => core.kill(), () => core.close().catch(() => {}))
    const call: Serving['call'] = (name, input) => core.call(name, input, { report: () => {}, signal: new AbortController().signal })
    if (options.project === 'sample') await call('project.openSample', {})
    const server = await listen(options.port, (token) => makeHandler({ core, staging, token, assets: join(appFolder, 'dist/renderer') }))
    undo.push(() => server.close())
    const launch = (): string => server.origin + server.guard.launchPath()
    const url = launch()
    const browser: OpenedBrowser | null = options.open ? await openBrowser(url, options.say) : null
    if (browser) undo.push(() => browser.close())
    return { url, origin: server.origin, launch, call, close, windowOpen: browser !== null, closed: browser ? browser.closed : new Promise<void>(() => {}) }
  } catch (error) {
    await close()
    throw error
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= work())
}
