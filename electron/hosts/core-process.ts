import { AtlasError, errorOf, type ErrorLine } from '../../shared/contract/errors.ts'
import { coreOver, type HostCore } from '../core/bridge.ts'
import type { ProcessPort } from '../core/core.ts'

export interface CoreFolders {
  /** The project to open, or null for none. */
  project: string | null
  /** Where uploads and downloads lie; swept by the host. */
  staging: string
  /** What the program keeps between runs: copies of the sample, the list of recent projects, caches. */
  dataFolder: string
  /** The program's own folder, which holds `data/`. */
  appFolder: string
}

/** Opens the core in the process behind `port`. Rejects with what the core said when the project cannot be opened, and with `CORE_STOPPED` when the process ends first. */
export function openCoreProcess(port: ProcessPort, folders: CoreFolders, onBug?: (text: string) => void): Promise<HostCore> {
  return new Promise((resolve, reject) => {
    const core = coreOver(port, onBug)
    port.onMessage((message) => {
      if (typeof message !== 'object' || message === null) return
      if ('opened' in message) resolve(core)
      else if ('openError' in message) { reject(errorOf(message.openError as ErrorLine)); port.kill() }
    })
    port.onExit((code) => reject(new AtlasError('CORE_STOPPED', `The part of the program that holds the project ended before it was ready (exit ${code ?? 'by signal'}). Start again; nothing was changed.`)))
    port.post({ open: folders })
  })
}
