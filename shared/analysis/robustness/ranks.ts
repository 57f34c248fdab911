import type { Framework } from '../../model/framework.ts'
import type { Assumption, Robustness, Spread } from '../../model/robustness.ts'
import { quantile } from '../statistics.ts'
import { rankColumn } from '../profile.ts'
import type { Column } from '../column.ts'
import { assumptionsOf, createModel, type Draw } from './model.ts'
import { streamOf } from './random.ts'

export interface RobustnessRequest { framework: Framework; raw: ReadonlyMap<string, Column>; draws: number; seed: number; vary: readonly Assumption[]; spread: Spread; top: number }

/** What the analysis finds for the ranks, in the order of the areas. */
export type RankIntervals = Pick<Robustness, 'varied' | 'nominal' | 'median' | 'low' | 'high' | 'inTop' | 'present' | 'shift'>

/** Ranks under `draws` random versions of a framework. Yields how many draws are done. */
export function* rankIntervals(request: RobustnessRequest): Generator<number, RankIntervals> {
  const { framework, draws, seed, top } = request
  const varied = assumptionsOf(framework, request.vary)
  const model = createModel(framework, request.raw, request.spread)
  const nominal = rankColumn(model({}))
  const areas = nominal.length
  const all = new Float64Array(areas * draws).fill(Number.NaN)
  const stream = streamOf(seed, 0)
  let shift = 0
  for (let d = 0; d < draws; d++) {
    const draw: Draw = {}
    for (const one of varied) draw[one] = stream()
    const ranks = rankColumn(model(draw))
    for (let i = 0; i < areas; i++) all[i * draws + d] = ranks[i]!
    shift += meanShift(ranks, nominal)
    if (d % 10 === 9) yield d + 1
  }
  const out: RankIntervals = { varied, nominal: [], median: [], low: [], high: [], inTop: [], present: [], shift: shift / draws }
  for (let i = 0; i < areas; i++) {
    const own = all.subarray(i * draws, (i + 1) * draws).filter((v) => v === v).sort()
    const at = (share: number) => (own.length ? quantile(own, share) : null)
    out.nominal.push(nominal[i] === nominal[i] ? nominal[i]! : null)
    out.median.push(at(0.5))
    out.low.push(at(0.05))
    out.high.push(at(0.95))
    out.inTop.push(own.length ? own.filter((r) => r <= top).length / own.length : null)
    out.present.push(own.length / draws)
  }
  return out
}

/** The mean of |rank - rank as stated| over the areas that have both; 0 where none has. */
export function meanShift(ranks: Column, nominal: Column): number {
  let sum = 0
  let n = 0
  for (let i = 0; i < ranks.length; i++) {
    const d = Math.abs(ranks[i]! - nominal[i]!)
    if (d === d) { sum += d; n++ }
  }
  return n ? sum / n : 0
}
