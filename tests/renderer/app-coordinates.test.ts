import { describe, expect, it } from 'vitest'
import { readCoordinates } from '../../renderer/app/coordinates.ts'

const rounded = (text: string) => readCoordinates(text).map((at) => at.map((value) => Math.round(value * 1e5) / 1e5))

describe('readCoordinates', () => {
  it.each([
    ['4.36, 18.55', [[18.55, 4.36], [4.36, 18.55]]],
    ['4,36; 18,55', [[18.55, 4.36], [4.36, 18.55]]],
    ['4,36 18,55', [[18.55, 4.36], [4.36, 18.55]]],
    ['4.36,18.55', [[18.55, 4.36], [4.36, 18.55]]],
    ['18.55 E, 4.36 N', [[18.55, 4.36]]],
    ['4.36 N 18.55 E', [[18.55, 4.36]]],
    ['S 4.5 W 70.25', [[-70.25, -4.5]]],
    ['4°21\'36"N 18°33\'E', [[18.55, 4.36]]],
    ['4°21’36”N, 18°33’0”O', [[-18.55, 4.36]]],
    ['-33.9, 151.2', [[151.2, -33.9]]],
    ['10, 10', [[10, 10]]],
  ])('reads %s', (text, readings) => { expect(rounded(text)).toEqual(readings) })

  it.each(['', 'Bangui', '4.36', '91, 181', '4.36 N 18.55 N', '4°70\'N 18°E', '1 2 3', 'CF11'])('finds no position in %j', (text) => { expect(readCoordinates(text)).toEqual([]) })
})
