import { openCore } from '../core/open-core.ts'
import type { Core } from '../core/core.ts'
import { serveCore } from '../core/bridge.ts'
import { parentPort, startBeside } from '../core/parent.ts'
import { errorLine } from '../../shared/contract/errors.ts'

/** What the host says first: where everything lies. Answered by `{ opened: true }` or `{ openError }`. */
export interface OpenMessage { open: { project: string | null; staging: string; dataFolder: string; appFolder: string } }

let opened: Core | null = null
const parent = parentPort(() => opened?.close())

parent.onMessage((message) => {
  if (typeof message !== 'object' || message === null || !('open' in message)) return
  openCore({ ...(message as OpenMessage).open, access: 'window', start: startBeside(parent) }).then(
    (core) => { opened = core; serveCore(core, parent); parent.post({ opened: true }) },
    (error: unknown) => parent.post({ openError: errorLine(error) }),
  )
})
