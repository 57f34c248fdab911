import { describe, expect, it } from 'vitest'
import { say, wordsOf } from '../fuzz/everyday.ts'
import { fuzz } from '../fuzz/run.ts'
import { targets } from '../fuzz/targets.ts'

const { ATLAS_LONG_FORMAT, ATLAS_LONG_COUNT, ATLAS_LONG_FROM, ATLAS_LONG_SEED, ATLAS_LONG_NIGHT } = process.env
const wanted = ATLAS_LONG_FORMAT?.split(',')
const seed = Number(ATLAS_LONG_SEED ?? 1)

describe('fuzzed files', () => {
  it.each(targets.filter(({ id }) => !wanted || wanted.includes(id)).map((target) => [target.id, target] as const))('%s', async (_, target) => {
    const count = Number(ATLAS_LONG_COUNT ?? (ATLAS_LONG_NIGHT ? target.night : target.long))
    const report = await fuzz(target, { seed, count, from: Number(ATLAS_LONG_FROM ?? 0), say: (line) => process.stdout.write(`${line}\n`) })
    say(report)
    expect(wordsOf(report)).toEqual([])
    expect(report.inputs).toBe(count)
  })
})
