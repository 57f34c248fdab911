import { AtlasError } from '../../shared/contract/errors.ts'
import type { HostCore } from '../core/bridge.ts'
import type { ProcessPort } from '../core/core.ts'
import { openCoreProcess, type CoreFolders } from './core-process.ts'

/** A core that dies this often within this time dies of the project or the machine, and is not started again. */
const mostStarts = 3
const within = 60_000

/**
 * A core that outlives its process: when that ends unasked, another one is started and the project that was open is opened again; where it cannot be, none is. What was under way fails with `CORE_RESTARTED`; what is asked meanwhile waits.
 * Files that the page had handed over have to be handed over again.
 */
export async function openLastingCore(start: () => ProcessPort, folders: CoreFolders, onBug: (text: string) => void = () => {}): Promise<HostCore & { kill(): void }> {
  let port: ProcessPort
  let closing = false
  let project = folders.project
  const ends: number[] = []
  const begin = async (open: string | null): Promise<HostCore> => {
    port = start()
    const core = await openCoreProcess(port, { ...folders, project: open }, onBug)
    port.onExit((code) => {
      if (closing) return
      onBug(`The core ended (${code === null ? 'by a signal' : `exit ${code}`}).`)
      ends.push(Date.now())
      if (ends.length > mostStarts && ends.at(-1)! - ends.at(-1 - mostStarts)! < within) return
      current = again()
      current.catch((error: unknown) => onBug(String(error)))
    })
    return core
  }
  const again = (): Promise<HostCore> => begin(project).catch((error: unknown) => {
    onBug(`The project could not be opened again: ${error instanceof Error ? error.message : String(error)}`)
    return begin(null)
  })
  let current = Promise.resolve(await begin(project))

  /** Asks the core there is; where it stopped and another one takes its place, says so. */
  const ask = async <T>(work: (core: HostCore) => T | Promise<T>): Promise<T> => {
    const asked = current
    try {
      return await work(await asked)
    } catch (error) {
      if (closing || current === asked || !(error instanceof AtlasError) || error.code !== 'CORE_STOPPED') throw error
      throw new AtlasError('CORE_RESTARTED', 'The part of the program that holds the project stopped and was started again. What was saved is kept; do the last step again.')
    }
  }
  return {
    call: (name, input, context) => ask(async (core) => {
      const result = await core.call(name, input, context)
      if (name === 'project.open' || name === 'project.create' || name === 'project.openSample') project = (await core.project?.()) ?? project
      return result
    }),
    resource: (path) => ask((core) => core.resource(path)).catch((error: unknown) => { if (error instanceof AtlasError && error.code === 'CORE_RESTARTED') return ask((core) => core.resource(path)); throw error }),
    hold: (file) => ask((core) => core.hold(file)),
    held: (token) => ask((core) => core.held(token)),
    async close() {
      closing = true
      await (await current).close()
    },
    kill() { closing = true; port.kill() },
  }
}
