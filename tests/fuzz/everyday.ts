import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { fuzz, type Report } from './run.ts'
import { targetOf } from './targets.ts'

const seed = 20_261_201
const kept = resolve(import.meta.dirname, '../../test-results/fuzz')

/** One test per target: its everyday number of inputs, the same ones each time. */
export function fuzzTests(ids: readonly string[]): void {
  it.each(ids.map((id) => [id, targetOf(id).short] as const))('%s: %d spoilt files each end in rows that add up or in one coded line', { timeout: 600_000, retry: 0 }, async (id, count) => {
    const report = await fuzz(targetOf(id), { seed, count })
    say(report)
    expect(wordsOf(report)).toEqual([])
    expect(report.inputs).toBe(count)
    expect(report.outcomes.get('ok')).toBeGreaterThan(count / 50)
  })
}

/** Prints what was run, so that any of it can be run again. */
export function say({ target, seed: by, inputs, outcomes, slowestMs, findings }: Report): void {
  const counts = [...outcomes].toSorted((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`).join(', ')
  process.stdout.write(`fuzz ${target} seed ${by}: ${inputs} inputs, ${findings.length} findings, slowest ${Math.round(slowestMs)} ms; ${counts}\n`)
}

/** Findings in words; their files are kept under test-results. */
export function wordsOf(report: Report): string[] {
  return report.findings.map(({ target, seed: by, index, name, wrong, bytes }) => {
    mkdirSync(kept, { recursive: true })
    const file = `${target}-${by}-${index}-${name}`
    writeFileSync(join(kept, file), bytes)
    return `${target} seed ${by} input ${index} (${file}): ${wrong}`
  })
}
