import { expect, it } from 'vitest'
import { scaleDenominator } from '../../renderer/app/scale.ts'

it('gives the scale of the whole world at zoom 0 and halves it with every zoom', () => {
  expect(scaleDenominator(0, 0)).toBe(300_000_000)
  expect(scaleDenominator(1, 0)).toBe(150_000_000)
  expect(scaleDenominator(10, 0)).toBe(290_000)
})

it('counts the shrinking of Mercator away from the equator', () => {
  expect(scaleDenominator(0, 60)).toBe(150_000_000)
})
