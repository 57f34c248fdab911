import { errorLine, type ErrorLine } from '../../../shared/contract/errors.ts'
import type { BasemapInfo } from '../../../shared/model/basemap.ts'
import type { Port } from '../bridge.ts'
import type { OpenedBasemap } from '../formats/basemap.ts'
import type { SourceFile } from '../formats/format.ts'

/** What a process that reads basemaps is asked: what a file is, or one of its tiles. */
export type BasemapAsk = { basemap: number } & ({ look: SourceFile } | { tile: { file: SourceFile; z: number; x: number; y: number } })

/** What it answers, under the number of the ask. `problem` says in words why a tile cannot be used. */
export type BasemapAnswer = { basemapOf: number } & ({ info: BasemapInfo } | { tile: { type: string; body: Uint8Array } | null } | { problem: string } | { error: ErrorLine })

export const vectorType = 'application/vnd.mapbox-vector-tile'

/** Serves tiles of one file at a time over a port; messages that are no such ask are left to others. */
export function serveBasemap(port: Port): void {
  let open: { path: string; opened: Promise<OpenedBasemap> } | null = null
  const fileOf = async (file: SourceFile): Promise<OpenedBasemap> => {
    if (open?.path !== file.path) {
      void open?.opened.then((one) => one.close(), () => {})
      open = { path: file.path, opened: import('../formats/basemap.ts').then(({ openBasemap }) => openBasemap(file)) }
    }
    return open.opened
  }
  const answer = async (ask: BasemapAsk): Promise<BasemapAnswer> => {
    const basemapOf = ask.basemap
    try {
      if ('look' in ask) return { basemapOf, info: (await fileOf(ask.look)).info }
      const opened = await fileOf(ask.tile.file)
      const { z, x, y } = ask.tile
      try {
        const found = await opened.tile(z, x, y)
        return { basemapOf, tile: found && { type: found.kind === 'vector' ? vectorType : found.type, body: found.body } }
      } catch (error) {
        return { basemapOf, problem: error instanceof Error ? error.message : 'a tile cannot be read' }
      }
    } catch (error) {
      return { basemapOf, error: errorLine(error) }
    }
  }
  port.onMessage((message) => {
    if (typeof message === 'object' && message !== null && 'basemap' in message) void answer(message as BasemapAsk).then((said) => port.post(said))
  })
}
