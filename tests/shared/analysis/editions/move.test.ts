import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crosswalkOf, type Crosswalk, type Part } from '../../../../shared/analysis/editions/crosswalk.ts'
import { moveTable, type MoveColumn } from '../../../../shared/analysis/editions/move.ts'
import type { ColumnRule } from '../../../../shared/model/edition.ts'
import type { ColumnValues } from '../../../../shared/analysis/input.ts'
import { meet } from './met.ts'
import { joined, tilingOf } from './tiling.ts'

const seed = 20261202
const column = (rule: ColumnRule, values: ColumnValues, weight: ColumnValues | null = null): MoveColumn => ({ name: rule, rule, values, weight })
/** Shares `[from, to, share]` as a crosswalk over that many areas. */
const walk = (old: number, now: number, ...shares: [number, number, number][]): Crosswalk => crosswalkOf(shares.map(([from, to, amount]): Part => ({ from, to, size: amount, amount })), { from: Array.from({ length: old }, () => null), to: Array.from({ length: now }, () => null) }, 0)
const values = (crosswalk: Crosswalk, areas: number[], ...columns: MoveColumn[]) => moveTable({ areas, columns }, crosswalk, (i) => crosswalk.byFrom[i]!.length === 1).rows.map((row) => row.moved.map((one) => (one === null ? null : [one.value, one.coverage])))

describe('moving a table', () => {
  it('counts are split by weight, rates averaged, words go by the largest share', () => {
    const crosswalk = walk(2, 2, [0, 0, 3], [0, 1, 1], [1, 1, 3])
    expect(values(crosswalk, [0, 1], column('sum', [100, 10]), column('mean', [8, 4]), column('category', ['a', 'b']), column('unchanged', ['a', 'b']), column('leave', [1, 2]))).toEqual([
      [[75, 1], [8, 1], ['a', 1], [null, 0], null],
      [[35, 1], [5, 1], ['b', 0.75], [null, 0], null],
    ])
  })

  it('a missing value stays missing: no zero in a sum, no part in a mean, and the coverage says so', () => {
    const crosswalk = walk(3, 2, [0, 0, 1], [1, 0, 3], [2, 1, 1])
    expect(values(crosswalk, [0, 1, 2], column('sum', [6, null, null]), column('mean', [null, 2, null]), column('category', ['', 'x', null]))).toEqual([
      [[6, 0.25], [2, 0.75], ['x', 0.75]],
      [[null, 0], [null, 0], [null, 0]],
    ])
  })

  it('a mean may be weighted by another column, as rates by people', () => {
    const crosswalk = walk(2, 1, [0, 0, 1], [1, 0, 9])
    expect(values(crosswalk, [0, 1], column('mean', [10, 20], [300, 100]))).toEqual([[[12.5, 1]]])
    expect(values(crosswalk, [0, 1], column('mean', [10, 20], [0, 0]))).toEqual([[[null, 0]]])
  })

  it('rows of one area with keys are moved apart, without keys added up', () => {
    const crosswalk = walk(1, 2, [0, 0, 1], [0, 1, 3])
    const found = moveTable({ areas: [0, 0, 0], columns: [column('key', ['2020', '2021', '2021']), column('sum', [4, 8, 16])] }, crosswalk, () => false)
    expect(found.rows.map((row) => [row.to, ...row.moved.map((one) => one!.value)])).toEqual([[0, '2020', 1], [1, '2020', 3], [0, '2021', 6], [1, '2021', 18]])
    expect(values(crosswalk, [0, 0, 0], column('sum', [4, 8, 16]))).toEqual([[[7, 1]], [[21, 1]]])
  })

  it('what finds no place is told on both sides: land outside, areas gone, rows without an area', () => {
    const crosswalk = walk(3, 3, [0, 0, 3], [0, -1, 1], [1, -1, 1], [2, 1, 1])
    const found = moveTable({ areas: [0, 1, 2, -1], columns: [column('sum', [40, 5, null, 7])] }, crosswalk, () => true)
    expect(found.unplaced).toEqual([{ from: -1, rows: 1, share: 1, values: [7] }, { from: 0, rows: 1, share: 0.25, values: [10] }, { from: 1, rows: 1, share: 1, values: [5] }])
    expect([found.before, found.after, found.rows.map((row) => row.moved[0]!.value)]).toEqual([[52], [30], [30, null, null]])
  })

  it('an edition moved to itself gives every value back, to the digit', () => {
    const tiles = tilingOf({ columns: 5, rows: 4, corners: 12, step: 0.1, noise: 0.3, seed: 3 })
    const { crosswalk } = meet(tiles, tiles)
    fc.assert(fc.property(fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((value) => value + 0)), { minLength: 20, maxLength: 20 }), (list) => {
      const areas = list.map((_, i) => i)
      const found = values(crosswalk, areas, column('sum', list), column('mean', list), column('category', list), column('unchanged', list))
      expect(found.map((row) => row.map((one) => one![0]))).toEqual(list.map((value) => [value, value, value, value]))
    }), { seed, numRuns: 60 })
  })

  it('whatever the crosswalk, a sum before is the sum after and what found no place', () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: -1, max: 5 }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }))
    const rows = fc.array(fc.tuple(fc.integer({ min: -1, max: 7 }), fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 30 })
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), rows, fc.boolean(), fc.constantFrom(0, 0.01, 0.2), (parts, list, keyed, tolerance) => {
      const crosswalk = crosswalkOf(parts.map(([from, to, amount]) => ({ from, to, size: amount, amount })), { from: Array.from({ length: 8 }, () => null), to: Array.from({ length: 6 }, () => null) }, tolerance)
      const found = moveTable({ areas: list.map(([area]) => area), columns: [column('sum', list.map(([, value]) => value)), column(keyed ? 'key' : 'leave', list.map(([, , key]) => key))] }, crosswalk, () => false)
      const scale = list.reduce((sum, [, value]) => sum + Math.abs(value ?? 0), 1)
      const lost = found.unplaced.reduce((sum, one) => sum + (one.values[0] ?? 0), 0)
      expect(Math.abs((found.before[0] ?? 0) - (found.after[0] ?? 0) - lost)).toBeLessThan(scale * 1e-12)
      expect(found.after[0] ?? 0).toBeCloseTo(found.rows.reduce((sum, row) => sum + ((row.moved[0]!.value as number | null) ?? 0), 0), 3)
      expect(found.rows.flatMap((row) => row.moved).every((one) => one === null || (one.coverage >= 0 && one.coverage <= 1))).toBe(true)
    }), { seed, numRuns: 400 })
  })

  it('splitting areas and joining them again gives the counts back', () => {
    const fine = tilingOf({ columns: 6, rows: 4, corners: 10, step: 0.1, noise: 0.3, seed: 5 })
    const groups = [[0, 1, 6, 7], [2, 3, 8, 9], [4, 5, 10, 11], [12, 13, 14, 18, 19, 20], [15, 16, 17, 21, 22, 23]]
    const coarse = joined(fine, groups, ['P', 'Q', 'R', 'S', 'T'])
    const [down, up] = [meet(coarse, fine).crosswalk, meet(fine, coarse).crosswalk]
    const counts = [1000, 77, 3, 123456789, 10]
    const split = moveTable({ areas: [0, 1, 2, 3, 4], columns: [column('sum', counts)] }, down, () => false)
    const back = moveTable({ areas: split.rows.map((row) => row.to), columns: [column('sum', split.rows.map((row) => row.moved[0]!.value))] }, up, () => false)
    back.rows.forEach((row, i) => expect(row.moved[0]!.value).toBeCloseTo(counts[i]!, 6))
  })
})
