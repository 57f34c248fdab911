import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { SourceFile } from '../formats/format.ts'
import { createRowPacker, type RowPacker } from './pack-rows.ts'
import { makeFile, type MakeMessage, type Once } from './pipeline.ts'
import type { PackedMessage } from './ready.ts'

const pulseMilliseconds = 400

/** Imports a file as `importFile` does, with its rows packed as the project stores them. Files of `once.bytes` and more are read once where that gives the same. */
export async function* packFile(file: SourceFile, options: ImportOptions, signal: AbortSignal, once: Once = { bytes: 4_000_000, rows: 20_000 }): AsyncGenerator<PackedMessage> {
  let packer: RowPacker | null = null
  let total = 1
  let taken = performance.now()
  for await (const message of withPulse(makeFile(file, options, signal, once), pulseMilliseconds, { looked: 0, total: 1 })) {
    if (packer && packer.rows === 0) taken = performance.now()
    if ('plan' in message) {
      packer = createRowPacker(message.plan)
      yield message
    } else if ('made' in message) {
      const { done } = message
      total = message.total
      for (const row of message.made) {
        if (packer!.add(row)) { if (packer!.full) yield { packed: packer!.take(), done, total } } else {
          if (packer!.rows > 0) yield { packed: packer!.take(), done, total }
          yield { widen: true }
          packer!.widen()
          if (!packer!.add(row)) throw new Error('A geometry fits no layer')
        }
      }
      if (packer!.rows > 0 && performance.now() - taken > pulseMilliseconds) yield { packed: packer!.take(), done, total }
    } else if ('summary' in message) {
      if (packer!.rows > 0) yield { packed: packer!.take(), done: total, total }
      yield { summary: message.summary, tally: packer!.tally() }
    } else yield message
  }
}

/** What comes from `source`; until its first message, `pulse` now and then, so that who waits knows that work goes on. */
async function* withPulse(source: AsyncGenerator<MakeMessage>, milliseconds: number, pulse: MakeMessage): AsyncGenerator<MakeMessage> {
  const first = source.next()
  for (let waiting = true; waiting;) {
    waiting = await Promise.race([first.then(() => false), sleep(milliseconds, true, { ref: false })])
    if (waiting) yield pulse
  }
  const { value, done } = await first
  if (done) return
  yield value
  yield* source
}
