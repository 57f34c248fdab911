import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRasterFile } from '../../electron/core/import/raster-file.ts'
import { judge, packedWrongs, type Verdict } from './judge.ts'
import { chanceOf } from './mutate.ts'
import type { Seed } from './target.ts'
import { targetOf } from './targets.ts'

/** What a fuzzing process is asked: the inputs `from` to `to` (not included) of a target. `only` limits the seeds by name. */
export interface FuzzAsk { target: string; seed: number; from: number; to: number; seeds: string; work: string }

/** What it says: an input begins, something moves on, an input ended. */
export type FuzzSays = { begun: number; name: string } | { beat: number } | { ended: number; verdict: Verdict; milliseconds: number; peakMb: number } | { done: true }

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype].map((one) => [one, JSON.stringify(Object.getOwnPropertyNames(one))] as const)
const again = 16

process.on('message', (ask: FuzzAsk) => { void run(ask).then(() => process.send!({ done: true } satisfies FuzzSays, () => process.exit(0))) })
process.once('disconnect', () => process.exit(0))

async function run({ target: id, seed, from, to, seeds: folder, work }: FuzzAsk): Promise<void> {
  const target = targetOf(id)
  const seeds: Seed[] = readdirSync(folder).toSorted().map((name) => ({ name: name.slice(4), bytes: readFileSync(join(folder, name)) }))
  mkdirSync(work, { recursive: true })
  for (let index = from; index < to; index++) {
    const next = chanceOf(seed, index)
    const start = seeds[index < seeds.length ? index : Math.floor(next() * seeds.length)]!
    const bytes = index < seeds.length ? start.bytes : target.mutate(start, next)
    const path = join(work, start.name)
    writeFileSync(path, bytes)
    say({ begun: index, name: start.name })
    const [cpu, memory] = [process.cpuUsage(), process.resourceUsage().maxRSS]
    const beat = () => say({ beat: index })
    const file = { path, name: start.name }
    let verdict = await judge(file, target.read, beat)
    if (verdict.outcome === 'ok' && !verdict.wrong && index % again === 0) {
      const second = await judge(file, target.read, beat)
      if (second.hash !== verdict.hash || second.outcome !== 'ok') verdict = { ...verdict, wrong: 'the second reading is another' }
    }
    if (!verdict.wrong && target.read === 'layer' && index % again === 8 && !isRasterFile(path)) verdict = { ...verdict, wrong: await packedWrongs(file) }
    if (!verdict.wrong && prototypes.some(([one, names]) => JSON.stringify(Object.getOwnPropertyNames(one)) !== names)) verdict = { ...verdict, wrong: 'a prototype was changed' }
    const used = process.cpuUsage(cpu)
    rmSync(path)
    if (!verdict.wrong) {
      const left = readdirSync(work)
      if (left.length > 0) verdict = { ...verdict, wrong: `left behind: ${left.join(', ')}` }
    }
    say({ ended: index, verdict, milliseconds: (used.user + used.system) / 1000, peakMb: (process.resourceUsage().maxRSS - memory) / 1024 })
  }
}

function say(message: FuzzSays): void { process.send!(message) }
