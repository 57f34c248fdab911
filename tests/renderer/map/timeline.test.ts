import { describe, expect, it } from 'vitest'
import { binDays, countIn, isoOf, periodOf, windowOf } from '../../../renderer/map/bins.ts'
import { dayOf } from '../../../renderer/map/drawing.ts'
import { dragged, keyed, yearMarks } from '../../../renderer/map/TimeTrack.tsx'

const days = (...dates: string[]) => Float32Array.from(dates, (date) => (date ? dayOf(date) : Number.NaN))

describe('the timeline', () => {
  it('counts by calendar month, empty months too, and tells what is undated', () => {
    const found = binDays([days('2020-01-01', '2020-01-31', '2020-04-15', ''), days('2020-03-31')])!
    expect(found).toMatchObject({ unit: 'month', dated: 4, undated: 1 })
    expect(found.bins.map((bin) => [isoOf(bin.from), isoOf(bin.to), bin.count])).toEqual([['2020-01-01', '2020-02-01', 2], ['2020-02-01', '2020-03-01', 0], ['2020-03-01', '2020-04-01', 1], ['2020-04-01', '2020-05-01', 1]])
  })

  it('counts by day within three months and by year over more than sixty, also before 1970', () => {
    expect(binDays([days('2022-03-28', '2022-04-03')])).toMatchObject({ unit: 'day' })
    const old = binDays([days('1901-06-01', '1968-02-29', '2020-12-31')])!
    expect(old.unit).toBe('year')
    expect(old.bins.filter((bin) => bin.count).map((bin) => isoOf(bin.from))).toEqual(['1901-01-01', '1968-01-01', '2020-01-01'])
  })

  it('has nothing to show where nothing is dated', () => {
    expect(binDays([])).toBeNull()
    expect(binDays([days('', '')])).toBeNull()
  })

  it('a window of bars and its period are the same thing; all bars are no period', () => {
    const { bins } = binDays([days('2020-01-10', '2021-12-05')])!
    const period = periodOf(bins, [2, 5])
    expect(period).toEqual({ from: '2020-03-01', to: '2020-05-31' })
    expect(windowOf(bins, period)).toEqual([2, 5])
    expect([periodOf(bins, [0, bins.length]), windowOf(bins, null)]).toEqual([null, [0, 24]])
    expect(windowOf(bins, { from: '2020-03-15', to: '2020-03-20' })).toEqual([2, 3])
    expect(windowOf(bins, { from: '2030-01-01', to: '2031-01-01' })).toEqual([23, 24])
    expect(countIn(bins, [0, 12])).toBe(1)
  })

  it('an end that is dragged over the other stops one bar before it; the window keeps its width at the edges', () => {
    const shown: [number, number] = [4, 8]
    expect(dragged({ grip: 'from', at: 4, shown }, 11, 12)).toEqual([7, 8])
    expect(dragged({ grip: 'to', at: 7, shown }, 0, 12)).toEqual([4, 5])
    expect(dragged({ grip: 'window', at: 5, shown }, 11, 12)).toEqual([8, 12])
    expect(dragged({ grip: 'window', at: 5, shown }, 0, 12)).toEqual([0, 4])
    expect(dragged({ grip: 'new', at: 6, shown }, 2, 12)).toEqual([2, 7])
  })

  it('keys move an end by one, by a year, and to the edge', () => {
    expect(keyed('ArrowRight', 0, [0, 24], 24, 'month')).toEqual([1, 24])
    expect(keyed('PageDown', 1, [0, 24], 24, 'month')).toEqual([0, 12])
    expect(keyed('Home', 1, [3, 24], 24, 'month')).toEqual([3, 4])
    expect(keyed('End', 0, [3, 24], 24, 'month')).toEqual([23, 24])
    expect(keyed('a', 0, [3, 24], 24, 'month')).toBeNull()
  })

  it('writes at most about twelve years', () => {
    const { bins } = binDays([days('1991-01-01', '2022-12-31')])!
    const marks = yearMarks(bins)
    expect(marks.length).toBeLessThanOrEqual(12)
    expect(marks[0]).toEqual({ year: 1991, index: 0 })
  })
})
