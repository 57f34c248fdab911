import { AtlasError, errorOf } from '../../../shared/contract/errors.ts'
import type { BasemapInfo } from '../../../shared/model/basemap.ts'
import type { ProcessPort, StartProcess } from '../core.ts'
import type { SourceFile } from '../formats/format.ts'
import type { BasemapAnswer, BasemapAsk } from './serve.ts'

/** Reads basemaps in a process of its own, which is killed where an answer takes too long; after some deaths a file is given up. */
export interface BasemapReader {
  /** What a file is. Throws what the format throws, and `BASEMAP_UNREADABLE` where the process died or hung. */
  look(file: SourceFile, signal: AbortSignal): Promise<BasemapInfo>
  /** A tile, null where there is none or it cannot be used. */
  tile(file: SourceFile, z: number, x: number, y: number): Promise<{ type: string; body: Uint8Array } | null>
  close(): void
}

const mostDeaths = 3

/** How long an answer may take, the start of the process included. */
const patience = { lookMs: 60_000, tileMs: 20_000 }

export function openBasemapReader(start: StartProcess, limits = patience): BasemapReader {
  let port: ProcessPort | null = null
  let next = 1
  const waiting = new Map<number, { path: string; end(answer: BasemapAnswer | null): void }>()
  const deaths = new Map<string, number>()
  const drop = () => {
    port?.kill()
    port = null
    const all = [...waiting.values()]
    waiting.clear()
    for (const { end } of all) end(null)
  }
  /** The oldest ask is the one that was worked on. */
  const died = () => {
    const [first] = waiting.values()
    if (first) deaths.set(first.path, (deaths.get(first.path) ?? 0) + 1)
    drop()
  }
  const started = (): ProcessPort => {
    if (port) return port
    const made = start('compute')
    made.onMessage((message) => {
      if (typeof message !== 'object' || message === null || !('basemapOf' in message)) return
      const answer = message as BasemapAnswer
      const asked = waiting.get(answer.basemapOf)
      waiting.delete(answer.basemapOf)
      asked?.end(answer)
    })
    made.onExit(() => { if (port === made) { port = null; died() } })
    port = made
    return made
  }
  const ask = (path: string, build: (basemap: number) => BasemapAsk, ms: number, signal?: AbortSignal): Promise<BasemapAnswer | null> => new Promise((resolve) => {
    const id = next++
    const timer = setTimeout(died, ms)
    signal?.addEventListener('abort', drop, { once: true })
    waiting.set(id, { path, end(answer) { clearTimeout(timer); signal?.removeEventListener('abort', drop); resolve(answer) } })
    started().post(build(id))
  })
  return {
    async look(file, signal) {
      const answer = await ask(file.path, (basemap) => ({ basemap, look: file }), limits.lookMs, signal)
      if (signal.aborted) throw new AtlasError('CANCELLED', 'The work was cancelled; nothing was changed.')
      if (answer && 'info' in answer) return answer.info
      if (answer && 'error' in answer) throw errorOf(answer.error)
      throw new AtlasError('BASEMAP_UNREADABLE', `${file.name} cannot be read in time or in memory: it is damaged or made wrongly. Download it again, or choose another basemap.`)
    },
    async tile(file, z, x, y) {
      if ((deaths.get(file.path) ?? 0) >= mostDeaths) return null
      const answer = await ask(file.path, (basemap) => ({ basemap, tile: { file, z, x, y } }), limits.tileMs)
      return answer && 'tile' in answer ? answer.tile : null
    },
    close: drop,
  }
}
