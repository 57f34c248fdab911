import type { ImportOptions } from '../../../shared/model/import.ts'
import type { SourceFile } from '../formats/format.ts'
import { createRowPacker, type RowPacker } from './pack-rows.ts'
import { makeFile } from './pipeline.ts'
import type { PackedMessage } from './ready.ts'

/** Imports a file as `importFile` does, with its rows packed as the project stores them. Files of `onceBytes` and more are read once where that gives the same. */
export async function* packFile(file: SourceFile, options: ImportOptions, signal: AbortSignal, onceBytes = 4_000_000): AsyncGenerator<PackedMessage> {
  let packer: RowPacker | null = null
  for await (const message of makeFile(file, options, signal, onceBytes)) {
    if ('plan' in message) {
      packer = createRowPacker(message.plan)
      yield message
    } else if ('made' in message) {
      const { done, total } = message
      for (const row of message.made) {
        if (packer!.add(row)) { if (packer!.full) yield { packed: packer!.take(), done, total } } else {
          if (packer!.rows > 0) yield { packed: packer!.take(), done, total }
          yield { widen: true }
          packer!.widen()
          if (!packer!.add(row)) throw new Error('A geometry fits no layer')
        }
      }
    } else if ('summary' in message) {
      if (packer!.rows > 0) yield { packed: packer!.take(), done: 1, total: 1 }
      yield { summary: message.summary, tally: packer!.tally() }
    } else yield message
  }
}
