import { quantile } from '../statistics.ts'
import { rankColumn } from '../profile.ts'
import type { Sensitivity } from '../../model/robustness.ts'
import { assumptionsOf, createModel, type Draw } from './model.ts'
import type { RobustnessRequest } from './ranks.ts'
import { meanShift } from './ranks.ts'
import { streamOf } from './random.ts'

const resamples = 500

/**
 * Sobol indices of the mean absolute rank change, by Saltelli's design of N (d + 2) runs with the estimators of COINr's get_sensitivity: Si = mean(yB (yABi - yA)) / Var, STi = sum((yA - yABi)²) / (2 N Var), Var over yA and yB.
 * Yields how many runs are done.
 */
export function* sensitivities(request: RobustnessRequest): Generator<number, { runs: number; variance: number; list: Sensitivity[] }> {
  const { framework, draws: n, seed } = request
  const varied = assumptionsOf(framework, request.vary)
  const model = createModel(framework, request.raw, request.spread)
  const nominal = rankColumn(model({}))
  const answer = (draw: Draw) => meanShift(rankColumn(model(draw)), nominal)
  const design = (stream: () => number) => Array.from({ length: n }, () => Object.fromEntries(varied.map((one) => [one, stream()])) as Draw)
  const a = design(streamOf(seed, 11))
  const b = design(streamOf(seed, 12))
  let runs = 0
  const yA = new Float64Array(n)
  const yB = new Float64Array(n)
  const yAB = varied.map(() => new Float64Array(n))
  for (let i = 0; i < n; i++) {
    yA[i] = answer(a[i]!)
    yB[i] = answer(b[i]!)
    for (const [j, one] of varied.entries()) yAB[j]![i] = answer({ ...a[i]!, [one]: b[i]![one] })
    runs += varied.length + 2
    if (i % 5 === 4) yield runs
  }
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const whole = estimate(yA, yB, yAB, order)
  const pick = streamOf(seed, 13)
  const again = Array.from({ length: resamples }, () => estimate(yA, yB, yAB, order.map(() => Math.floor(pick() * n))))
  const range = (of: (e: Estimate) => number, share: number) => quantile(Float64Array.from(again.map(of).filter(Number.isFinite)).sort(), share)
  return {
    runs, variance: whole.variance,
    list: varied.map((assumption, j) => ({
      assumption, first: whole.first[j]!, firstLow: range((e) => e.first[j]!, 0.05), firstHigh: range((e) => e.first[j]!, 0.95), total: whole.total[j]!, totalLow: range((e) => e.total[j]!, 0.05), totalHigh: range((e) => e.total[j]!, 0.95),
    })),
  }
}

interface Estimate { variance: number; first: number[]; total: number[] }

/** The estimators over the chosen rows; 0 throughout where nothing varies. Exported for the test against a function whose indices are known. */
export function estimate(yA: Float64Array, yB: Float64Array, yAB: Float64Array[], rows: Int32Array): Estimate {
  const n = rows.length
  let sum = 0
  for (const r of rows) sum += yA[r]! + yB[r]!
  const mean = sum / (2 * n)
  let squares = 0
  for (const r of rows) squares += (yA[r]! - mean) ** 2 + (yB[r]! - mean) ** 2
  const variance = squares / (2 * n - 1)
  if (!(variance > 0)) return { variance: 0, first: yAB.map(() => 0), total: yAB.map(() => 0) }
  const first = yAB.map((y) => { let s = 0; for (const r of rows) s += yB[r]! * (y[r]! - yA[r]!); return s / n / variance })
  const total = yAB.map((y) => { let s = 0; for (const r of rows) s += (yA[r]! - y[r]!) ** 2; return s / (2 * n * variance) })
  return { variance, first, total }
}
