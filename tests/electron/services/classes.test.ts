import { describe, expect, it } from 'vitest'
import { classesOf } from '../../../electron/core/services/classes.ts'

const values = [1, 2, 3, 4, 100, null, 'x', 101]

describe('classes of a field', () => {
  it('by equal interval have bounds at equal steps and count what lies in each', () => {
    expect(classesOf([0, 10, 20, 30, 40], 'equal', 4)).toEqual({ breaks: [10, 20, 30], counts: [1, 1, 1, 2], values: [] })
  })
  it('by quantile hold about as many values each', () => {
    expect(classesOf([1, 2, 3, 4, 5, 6, 7, 8], 'quantile', 4).counts).toEqual([2, 2, 2, 2])
  })
  it('by ckmeans part where the gap is', () => {
    expect(classesOf(values, 'ckmeans', 2)).toEqual({ breaks: [100], counts: [4, 2], values: [] })
  })
  it('never have two equal bounds, nor a class below the smallest value', () => {
    expect(classesOf([5, 5, 5, 9, 9], 'quantile', 4)).toEqual({ breaks: [9], counts: [3, 2], values: [] })
    expect(classesOf([7, 7], 'ckmeans', 3)).toEqual({ breaks: [], counts: [2], values: [] })
  })
  it('count every number once', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => (i * 7919) % 10_007)
    for (const method of ['quantile', 'equal', 'ckmeans'] as const) expect(classesOf(many, method, 5).counts.reduce((a, b) => a + b, 0)).toBe(30_000)
  })
  it('of text are its commonest values', () => {
    expect(classesOf(['b', 'a', 'b', null], 'values', 5).values).toEqual([{ value: 'b', count: 2 }, { value: 'a', count: 1 }])
    expect(() => classesOf(['a'], 'equal', 3)).toThrow(/no numbers/)
  })
})
