import { columnOf } from '../../../shared/analysis/column.ts'
import { leaveOut } from '../../../shared/analysis/robustness/leave-out.ts'
import { assumptionsOf } from '../../../shared/analysis/robustness/model.ts'
import { rankIntervals, type RankIntervals, type RobustnessRequest } from '../../../shared/analysis/robustness/ranks.ts'
import { sensitivities } from '../../../shared/analysis/robustness/sensitivity.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import type { Assumption, LeftOut, Sensitivity, Spread } from '../../../shared/model/robustness.ts'

/** A stored run to be varied: its framework and the raw values of its indicators by id. */
export interface RobustnessJob { framework: Framework; raw: Record<string, (number | null)[]>; draws: number; seed: number; vary: Assumption[]; spread: Spread; top: number; sobol: boolean; leaveOut: boolean }

export type RobustnessSays = { done: number; total: number } | { ranks: RankIntervals } | { sensitivities: Sensitivity[] } | { leftOut: LeftOut[] }

/** Says how far it is a few hundred times at most, and each part of the answer when it is there. */
export function* analyse(job: RobustnessJob): Generator<RobustnessSays> {
  const raw = new Map(Object.entries(job.raw).map(([id, values]) => [id, columnOf(values)]))
  const request: RobustnessRequest = { framework: job.framework, raw, draws: job.draws, seed: job.seed, vary: job.vary, spread: job.spread, top: job.top }
  const runs = job.sobol ? job.draws * (assumptionsOf(job.framework, job.vary).length + 2) : 0
  const total = job.draws + runs
  const ranks = yield* steps(rankIntervals(request), 0, total)
  yield { ranks }
  if (job.sobol) yield { sensitivities: (yield* steps(sensitivities(request), job.draws, total)).list }
  if (job.leaveOut) yield { leftOut: end(leaveOut(job.framework, raw)) }
}

function* steps<T>(work: Generator<number, T>, before: number, total: number): Generator<RobustnessSays, T> {
  let said = 0
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (step.value - said < total / 200) continue
    said = step.value
    yield { done: before + step.value, total }
  }
}

function end<T>(work: Generator<number, T>): T {
  for (;;) { const step = work.next(); if (step.done) return step.value }
}
