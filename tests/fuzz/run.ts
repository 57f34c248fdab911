import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FuzzAsk, FuzzSays } from './child.ts'
import { chanceOf } from './mutate.ts'
import type { Seed, Target } from './target.ts'

/** An input that broke a rule, with all that makes it again. */
export interface Finding { target: string; seed: number; index: number; name: string; wrong: string; bytes: Uint8Array }
export interface Report { target: string; seed: number; inputs: number; outcomes: Map<string, number>; slowestMs: number; findings: Finding[] }

/** Limits of one input: processor time, growth of memory, the heap of the process that reads, inputs per process. Slow inputs that still move on get `slowMs`. */
const limits = { cpuMs: 5000, slowMs: 20_000, growthMb: 256, heapMb: 512, perChild: 500 }
const mostFindings = 25

/** Runs inputs `from` … `from + count` of a target, each in a process that is watched: silent for 5 s of processor time is stuck, moving but not done after 20 s is slow, and both are findings like crashes and broken rules. */
export async function fuzz(target: Target, { seed, count, from = 0, say = () => {} }: { seed: number; count: number; from?: number; say?: (line: string) => void }): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-fuzz-'))
  try {
    const seeds = await writeSeeds(target, join(folder, 'seeds'), join(folder, 'making'))
    const report: Report = { target: target.id, seed, inputs: 0, outcomes: new Map(), slowestMs: 0, findings: [] }
    for (let at = from; at < from + count && report.findings.length < mostFindings;) {
      const ask: FuzzAsk = { target: target.id, seed, from: at, to: Math.min(from + count, at + limits.perChild), seeds: join(folder, 'seeds'), work: join(folder, 'work') }
      at = await runChild(ask, report, (index) => inputOf(target, seeds, seed, index))
      rmSync(ask.work, { recursive: true, force: true })
      if ((at - from) % 5000 < limits.perChild) say(`${target.id} seed ${seed}: ${at - from} of ${count}, ${report.findings.length} findings`)
    }
    return report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One input again, as the child made it. */
export function inputOf(target: Target, seeds: readonly Seed[], seed: number, index: number): Seed {
  if (index < seeds.length) return seeds[index]!
  const next = chanceOf(seed, index)
  const start = seeds[Math.floor(next() * seeds.length)]!
  return { name: start.name, bytes: target.mutate(start, next) }
}

async function writeSeeds(target: Target, folder: string, making: string): Promise<Seed[]> {
  for (const one of [folder, making]) mkdirSync(one)
  const seeds = await target.seeds(making)
  seeds.forEach((seed, i) => writeFileSync(join(folder, `${String(i).padStart(3, '0')}-${seed.name}`), seed.bytes))
  return seeds.map(({ name }, i) => ({ name, bytes: readFileSync(join(folder, `${String(i).padStart(3, '0')}-${name}`)) }))
}

/** Runs one process until it is done or must be ended; answers the next input. */
function runChild(ask: FuzzAsk, report: Report, input: (index: number) => Seed): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'child.ts'), [], { execArgv: [`--max-old-space-size=${limits.heapMb}`], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, NODE_OPTIONS: '', TMPDIR: ask.work } })
    let [current, next, name] = [-1, ask.from, '']
    let [begunCpu, beatCpu, noise] = [0, 0, '']
    const found = (index: number, wrong: string) => { report.findings.push({ target: ask.target, seed: ask.seed, index, name, wrong, bytes: input(index).bytes }) }
    child.stderr!.on('data', (text: Buffer) => { noise = (noise + text.toString()).slice(-2000) })
    child.on('message', (says: FuzzSays) => {
      if ('begun' in says) { current = says.begun; name = says.name; begunCpu = beatCpu = cpuMs(child.pid!) }
      else if ('beat' in says) beatCpu = cpuMs(child.pid!)
      else if ('ended' in says) {
        next = says.ended + 1
        current = -1
        report.inputs += 1
        report.outcomes.set(says.verdict.outcome, (report.outcomes.get(says.verdict.outcome) ?? 0) + 1)
        report.slowestMs = Math.max(report.slowestMs, says.milliseconds)
        if (says.verdict.wrong) found(says.ended, says.verdict.wrong)
        else if (says.milliseconds > limits.cpuMs) found(says.ended, `took ${Math.round(says.milliseconds)} ms of processor time`)
        else if (says.peakMb > limits.growthMb) found(says.ended, `memory grew by ${Math.round(says.peakMb)} MB`)
      }
    })
    const watch = setInterval(() => {
      if (current < 0) return
      const now = cpuMs(child.pid!)
      if (now - beatCpu < limits.cpuMs && now - begunCpu < limits.slowMs) return
      found(current, now - beatCpu >= limits.cpuMs ? `stuck: ${Math.round(now - beatCpu)} ms of processor time without a sign` : `slow: not done after ${Math.round(now - begunCpu)} ms`)
      child.kill('SIGKILL')
    }, 200)
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      if (current >= 0) {
        if (report.findings.at(-1)?.index !== current) found(current, `the process ended (${code ?? signal}): ${noise.trim().split('\n').slice(-6).join(' / ')}`)
        report.inputs += 1
        next = current + 1
      } else if (next < ask.to && code !== 0) { found(next, `the process ended between inputs (${code ?? signal}): ${noise}`); next += 1 }
      resolve(next)
    })
    child.send(ask)
  })
}

/** Processor time of a process in ms where the system tells it, else the clock: a busy machine is no slow reader. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /, '').split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch { return performance.now() }
}
