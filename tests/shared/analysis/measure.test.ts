import { describe, expect, it } from 'vitest'
import type { AreaInput, LayerInput } from '../../../shared/analysis/input.ts'
import { measureAreas } from '../../../shared/analysis/measure.ts'
import type { MeasureContext } from '../../../shared/analysis/measure.ts'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { distanceKm, lengthKm } from '../../../shared/geo/distance.ts'
import { AtlasError } from '../../../shared/model/error.ts'
import type { Measure } from '../../../shared/model/framework.ts'
import { areasFrom, pointsFrom, shapesFrom, square, tableFrom } from './support.ts'

const areas = areasFrom([square(0, 0), square(1, 0), square(5, 5), null])
const run = (measure: Measure, layer: LayerInput, context?: MeasureContext, over: AreaInput = areas) => measureAreas(measure, over, layer, context)
const values = (...args: Parameters<typeof run>) => run(...args).measured.values
const notes = (...args: Parameters<typeof run>) => run(...args).notes.map((n) => `${n.code} ${n.count}`)
const problem = (measure: Measure, layer: LayerInput, context?: MeasureContext) => { try { run(measure, layer, context); return 'no error' } catch (error) { return error instanceof AtlasError ? `${error.code}: ${error.message}` : String(error) } }

const events = pointsFrom([[0.5, 0.5], [0.2, 0.8], [1, 0.5], [1.5, 0.5], [9, 9], [Number.NaN, Number.NaN]],
  { deaths: [3, '5', 7, 'x', 100, 1], actor: ['A', ' a ', 'B', null, 'C', 'D'], where_prec: [1, 4, 3, 2, 1, 1] },
  ['2020-01-05', '2021-06-01T10:00:00', '2021-12-31', null, '2020-01-01', '2020-01-01'])

describe('points', () => {
  it.each([
    [{ kind: 'count' }, [3, 1, 0, null]], [{ kind: 'sum', field: 'deaths' }, [15, 0, 0, null]], [{ kind: 'mean', field: 'deaths' }, [5, null, null, null]], [{ kind: 'median', field: 'deaths' }, [5, null, null, null]],
    [{ kind: 'min', field: 'deaths' }, [3, null, null, null]], [{ kind: 'max', field: 'deaths' }, [7, null, null, null]], [{ kind: 'distinct', field: 'actor' }, [2, 0, 0, null]],
    [{ kind: 'count', where: 'deaths >= 5' }, [2, 0, 0, null]], [{ kind: 'count', from: '2021-01-01', to: '2021-12-31' }, [2, 0, 0, null]], [{ kind: 'count', from: '2021-06-01', to: '2021-06-01' }, [1, 0, 0, null]],
    [{ kind: 'count', per: { by: 'population', times: 1000 } }, [300, null, null, null]],
  ] as [Measure, (number | null)[]][])('%j', (measure, expected) => expect(values(measure, events, { population: [10, 0, null, 5] })).toEqual(expected))

  it('are divided by the surface of their area', () => {
    expect(values({ kind: 'count', per: { by: 'area-km2', times: 1 } }, events)[0]).toBeCloseTo(3 / areaKm2(square(0, 0)), 12)
  })
  it('a point on a shared border counts once, in the area with the lower code', () => {
    expect(values({ kind: 'count' }, pointsFrom([[1, 0.5]]))).toEqual([1, 0, 0, null])
  })
  it('what was left out is noted: outside, without position, without date, unreadable, without population', () => {
    expect(notes({ kind: 'count' }, events)).toEqual(['OUTSIDE_AREAS 1', 'NO_POSITION 1', 'AREAS_WITHOUT_GEOMETRY 1'])
    expect(notes({ kind: 'count', from: '2020' }, events)[0]).toBe('UNDATED 1')
    expect(notes({ kind: 'sum', field: 'actor' }, events)).toContain('NOT_A_NUMBER 5')
    expect(notes({ kind: 'count', per: { by: 'population', times: 1 } }, events)).toContain('NO_POPULATION 3')
  })
  it('the period of the command stands above that of the measure, and a layer without dates knows no period', () => {
    expect(values({ kind: 'count', from: '2021-01-01', to: '2021-12-31' }, events, { from: '2020-01-01', to: '2020-12-31' })).toEqual([1, 0, 0, null])
    expect(values({ kind: 'count', from: '2030-01-01' }, pointsFrom([[0.5, 0.5]]))).toEqual([1, 0, 0, null])
    expect(notes({ kind: 'count', from: '2030-01-01' }, pointsFrom([[0.5, 0.5]]))).toContain('NO_DATES 1')
  })
  it.each([[0, 4], [1, 4], [2, 3], [3, 2]])('with precision respected at level %d, %d of the four events inside count', (level, expected) => {
    expect(values({ kind: 'count', precision: 'respect' }, events, { level }).reduce((a: number, b) => a + (b ?? 0), 0)).toBe(expected)
  })
  it('with precision respected, events too coarse for the level are noted', () => {
    expect(notes({ kind: 'count', precision: 'respect' }, events, { level: 2 })).toContain('TOO_COARSE 1')
    expect(notes({ kind: 'count', precision: 'respect' }, pointsFrom([[0, 0]]), { level: 2 })).toContain('PRECISION_UNKNOWN 1')
  })
  it('coverage is 1 where there is a value and 0 where it is missing', () => {
    expect(run({ kind: 'mean', field: 'deaths' }, events).measured.coverage).toEqual([1, 0, 0, 0])
  })
})

describe('tables', () => {
  const table = tableFrom(['A1', 'A2', 'A2', ' A4 ', 'ZZ', null], { rate: ['12.5', 3, 4, 'N/A', 9, 9], people: ['448,465', '7', 'no estimate', '12%', 1, 1], coded: [1, 5, -99, -99, 2, 3], temperature: [-5, -99, 0, 3, 4, 5], org: ['WFP', 'WFP', 'wfp', 'IRC', 'x', 'y'] })
  it.each([
    [{ kind: 'column', field: 'rate' }, [12.5, 7, null, null]], [{ kind: 'column', field: 'people' }, [448465, 7, null, 12]], [{ kind: 'column', field: 'coded' }, [1, 5, null, null]], [{ kind: 'column', field: 'temperature' }, [-5, -99, null, 3]],
    [{ kind: 'mean', field: 'rate' }, [12.5, 3.5, null, null]], [{ kind: 'count' }, [1, 2, 0, 1]], [{ kind: 'presence', field: 'org' }, [1, 1, 0, 1]], [{ kind: 'presence' }, [1, 1, 0, 1]],
    [{ kind: 'formula', expression: '2 * rate + 1' }, [26, 15, null, null]], [{ kind: 'formula', expression: 'max(rate, "people")' }, [448465, 7, null, 12]], [{ kind: 'formula', expression: '[deaths] / 2' }, [2, null, 0, 1]],
  ] as [Measure, (number | null)[]][])('%j', (measure, expected) => expect(values(measure, table, { indicators: { deaths: [4, null, 0, 2] } })).toEqual(expected))

  it('rows of one area are added with a note, codes without area and rows without code are noted', () => {
    expect(notes({ kind: 'column', field: 'rate' }, table)).toEqual(['CODES_UNMATCHED 1', 'NO_CODE 1', 'ROWS_ADDED 1'])
  })
  it('a table that has a row for every area may hold rows of other levels without a note', () => {
    expect(notes({ kind: 'column', field: 'n' }, tableFrom(['A1', 'A2', 'A3', 'A4', 'P1'], { n: [1, 2, null, 4, 7] }))).toEqual([])
  })
  it('a table of another level says nothing: its counts are missing, not 0', () => {
    expect(values({ kind: 'presence', field: 'org' }, tableFrom(['P1', 'P2'], { org: ['WFP', 'IRC'] }))).toEqual([null, null, null, null])
    expect(values({ kind: 'count', where: "org = 'none'" }, tableFrom(['A1', 'P2'], { org: ['WFP', 'IRC'] }))).toEqual([0, 0, 0, 0])
  })
  it('an indicator is divided by another indicator', () => {
    expect(values({ kind: 'column', field: 'rate', per: { by: 'staff', times: 10 } }, table, { indicators: { staff: [5, 0, 1, null] } })).toEqual([25, null, null, null])
  })
})

describe('polygons and lines', () => {
  const km2 = areaKm2(square(0, 0))
  const floods = shapesFrom('polygons', [square(0.5, 0, 1), square(0.5, 0, 0.5), { type: 'Polygon', coordinates: [[[20, 20], [21, 20], [21, 21], [20, 20]]] }, null], { depth: [2, 4, 9, 9], name: ['x', 'y', 'z', 'w'] })
  it('overlapping polygons cover each place once', () => {
    const [first, second, third, none] = values({ kind: 'area' }, floods)
    expect(first! / km2).toBeCloseTo(0.5, 3)
    expect(second! / km2).toBeCloseTo(0.5, 3)
    expect([third, none]).toEqual([0, null])
    expect(values({ kind: 'share-of-area' }, floods)[0]).toBeCloseTo(0.5, 3)
  })
  it('an area that is wholly covered has a share of 1, not more', () => {
    const share = values({ kind: 'share-of-area' }, shapesFrom('polygons', [square(-1, -1, 8)]))
    expect(share[0]).toBeCloseTo(1, 6)
    expect(Math.max(...share.map((s) => s ?? 0))).toBeLessThanOrEqual(1)
  })
  it('a polygon counts in each area that it covers a part of, its sum is divided, its mean weighted', () => {
    expect(values({ kind: 'count' }, floods)).toEqual([2, 1, 0, null])
    const sum = values({ kind: 'sum', field: 'depth' }, floods)
    expect(sum[0]).toBeCloseTo(5, 3)
    expect(sum[1]).toBeCloseTo(1, 3)
    expect(values({ kind: 'mean', field: 'depth' }, floods)[0]).toBeCloseTo((2 * 0.5 + 4 * 0.25) / 0.75, 3)
    expect(values({ kind: 'max', field: 'depth' }, floods)).toEqual([4, 2, null, null])
    expect(values({ kind: 'distinct', field: 'name' }, floods)).toEqual([2, 1, 0, null])
    expect(notes({ kind: 'sum', field: 'depth' }, floods)).toContain('IN_SEVERAL_AREAS 1')
  })
  it('a polygon that only touches an area does not count there', () => {
    expect(values({ kind: 'count' }, shapesFrom('polygons', [square(2, 0)]))).toEqual([0, 0, 0, null])
  })
  it('a line has its length in each area that it crosses', () => {
    const road = shapesFrom('lines', [{ type: 'LineString', coordinates: [[-1, 0.5], [1.5, 0.5]] }])
    const length = values({ kind: 'length' }, road)
    expect(length[0]).toBeCloseTo(lengthKm({ type: 'LineString', coordinates: [[0, 0.5], [1, 0.5]] }), 4)
    expect(length[1]! / length[0]!).toBeCloseTo(0.5, 6)
    expect(length[2]).toBe(0)
  })
  it('polygons outside the period are left out', () => {
    expect(values({ kind: 'count', from: '2021-01-01' }, { ...floods, dates: ['2020-05-01', '2021-05-01', null, null] })).toEqual([1, 0, 0, null])
  })
})

describe('distances', () => {
  const clinics = pointsFrom([[0.5, 0.6], [1.5, 0.5], [6, 6]], { type: ['Hospital', 'Post', 'Hospital'] })
  it('run from the centroid to the nearest that fulfils the condition', () => {
    const [a, b] = values({ kind: 'nearest-distance' }, clinics)
    expect(a).toBeCloseTo(distanceKm(0.5, 0.5, 0.5, 0.6), 2)
    expect(b).toBeCloseTo(0, 2)
    expect(values({ kind: 'nearest-distance', where: "type = 'Hospital'" }, clinics)[1]).toBeCloseTo(distanceKm(1.5, 0.5, 0.5, 0.6), 2)
  })
  it('are missing when there is nothing to go to and for an area without geometry', () => {
    expect(values({ kind: 'nearest-distance', where: "type = 'None'" }, clinics)).toEqual([null, null, null, null])
  })
  it('count what lies within reach', () => {
    expect(values({ kind: 'within-distance', km: 120 }, clinics)).toEqual([2, 2, 1, null])
  })
  it('run from the people where a population layer says where they live', () => {
    const people = pointsFrom([[0.9, 0.9], [0.9, 0.9], [0.1, 0.1]], { n: [90, 10, 0] })
    expect(values({ kind: 'nearest-distance', from: 'population-weighted' }, clinics, { populationLayer: people, populationField: 'n' })[0]).toBeCloseTo(distanceKm(0.9, 0.9, 0.5, 0.6), 6)
  })
  it('run from a point inside on request', () => {
    expect(values({ kind: 'nearest-distance', from: 'surface-point' }, clinics)[0]).toBeCloseTo(distanceKm(0.5, 0.5, 0.5, 0.6), 6)
  })
})

describe('people within reach', () => {
  const clinics = pointsFrom([[0.5, 0.5], [0.55, 0.5], [1.5, 0.5]])
  const villages = pointsFrom([[0.5, 0.55], [0.9, 0.9], [1.5, 0.5]], { people: [100, 50, '30'] })
  it('are counted once even where circles overlap', () => {
    const context = { populationLayer: villages, populationField: 'people' }
    expect(values({ kind: 'population-within', km: 10 }, clinics, context)).toEqual([100, 30, 0, null])
    expect(values({ kind: 'share-of-population', km: 10 }, clinics, context)).toEqual([100 / 150, 1, null, null])
  })
  it('inside polygons need no distance', () => {
    expect(values({ kind: 'share-of-population' }, shapesFrom('polygons', [square(0.8, 0.8, 0.5)]), { populationLayer: villages, populationField: 'people' })).toEqual([50 / 150, 0, null, null])
  })
  it('are taken as spread evenly where only the number per area is known, with a note', () => {
    const [a] = values({ kind: 'population-within', km: 10 }, pointsFrom([[0.5, 0.5]]), { population: [1000, 1000, 1000, 1000] })
    expect(a! / 1000).toBeCloseTo((Math.PI * 100) / areaKm2(square(0, 0)), 3)
    expect(notes({ kind: 'share-of-population' }, shapesFrom('polygons', [square(0, 0, 0.5)]), { population: [1, 1, 1, 1] })).toContain('SPREAD_EVENLY 4')
  })
  it('are divided among polygons of the population layer by surface', () => {
    const blocks = shapesFrom('polygons', [square(0, 0), square(1, 0)], { people: [1000, 400] })
    const [a, b] = values({ kind: 'share-of-population' }, shapesFrom('polygons', [square(0, 0, 0.5)]), { populationLayer: blocks, populationField: 'people' })
    expect(a).toBeCloseTo(0.25, 3)
    expect(b).toBe(0)
  })
})

describe('rasters', () => {
  const rain: LayerInput = { name: 'rain', kind: 'table', count: 0, positions: null, geometries: null, columns: {}, dates: null, codes: null, grid: { width: 3, height: 2, x0: 0, y0: 1, stepX: 0.5, stepY: -0.5, values: [1, 2, Number.NaN, 3, 4, 9] } }
  it.each([['raster-sum', [10, 9, null, null]], ['raster-mean', [2.5, 9, null, null]], ['raster-min', [1, 9, null, null]], ['raster-max', [4, 9, null, null]], ['raster-share', [0.5, 1, null, null]]] as [Measure['kind'], (number | null)[]][])('%s takes the cells in each area, and coverage is the share that has data', (kind, expected) => {
    const { measured } = run({ kind, threshold: 2 }, rain)
    measured.values.forEach((v, i) => (expected[i] === null ? expect(v).toBeNull() : expect(v).toBeCloseTo(expected[i]!, 12)))
    measured.coverage.forEach((c, i) => expect(c).toBeCloseTo([1, 0.25, 0, 0][i]!, 12))
  })
})

describe('a measure that its layer cannot serve says so', () => {
  const points = pointsFrom([[0, 0]], { n: [1] })
  it.each([
    [{ kind: 'sum' }, points, 'MEASURE_FIELD: "sum" over "points" needs a field; the columns are: n'],
    [{ kind: 'sum', field: 'm' }, points, 'MEASURE_UNKNOWN_COLUMN: no column "m"; the columns are: n'],
    [{ kind: 'area' }, points, 'MEASURE_NEEDS_POLYGONS: "area" needs a layer of polygons; "points" holds points'],
    [{ kind: 'length' }, points, 'MEASURE_NEEDS_LINES: "length" needs a layer of lines; "points" holds points'],
    [{ kind: 'column', field: 'n' }, points, 'MEASURE_NEEDS_TABLE: "column" reads a table joined by area code; "points" has no area codes'],
    [{ kind: 'nearest-distance' }, tableFrom(['A1'], {}), 'MEASURE_NEEDS_GEOMETRY: "nearest-distance" needs a layer with positions; "table" is a table'],
    [{ kind: 'within-distance' }, points, 'MEASURE_KM: "within-distance" needs "km", the distance in kilometres'],
    [{ kind: 'nearest-distance', from: 'capital' }, points, 'MEASURE_ORIGIN: "from": "capital" is no origin; there are: centroid, surface-point, population-weighted'],
    [{ kind: 'raster-mean' }, points, 'MEASURE_NOT_HERE: "raster-mean" reads a raster; "points" holds points'],
    [{ kind: 'formula', expression: 'z' }, tableFrom(['A1'], { y: [1] }), 'EXPRESSION_UNKNOWN_COLUMN: no column "z"; the columns are: y'],
    [{ kind: 'formula', expression: '[z]' }, tableFrom(['A1'], { y: [1] }), 'EXPRESSION_UNKNOWN_INDICATOR: no indicator "z" is at hand; there are: none'],
    [{ kind: 'population-within', km: 5 }, points, 'MEASURE_POPULATION: "population-within" needs a population: bind a population layer'],
    [{ kind: 'count', where: 'n >' }, points, 'WHERE_SYNTAX: expected a column, a number or a text at position 4, found the end'],
  ] as [Measure, LayerInput, string][])('%j', (measure, layer, message) => expect(problem(measure, layer)).toBe(message))
})
