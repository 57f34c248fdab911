import { describe, expect, it } from 'vitest'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { makeAreas } from '../../../electron/core/sample/areas.ts'
import { makeLandscape } from '../../../electron/core/sample/landscape.ts'
import { makeLayers } from '../../../electron/core/sample/layers.ts'
import { readRecipe } from '../../../electron/core/sample/recipe.ts'

const recipe = readRecipe()
const areas = makeAreas(recipe.areas)
const land = makeLandscape(areas, recipe.areas.seed + 10)
const layers = makeLayers(areas, land, recipe.areas.seed + 20)
const layer = (name: string) => layers.find((one) => one.name === name)!
const column = (name: string, field: string) => { const one = layer(name); const at = one.fields.findIndex((f) => f.name === field); return one.rows.map((row) => row.values[at]) }
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length

describe('the sample country', () => {
  it('is the same for the same seed', () => {
    const again = makeLayers(makeAreas(recipe.areas), makeLandscape(makeAreas(recipe.areas), recipe.areas.seed + 10), recipe.areas.seed + 20)
    expect(JSON.stringify(again)).toBe(JSON.stringify(layers))
  })
  it('says in its title and its notice that it is fictional', () => {
    expect(recipe.title).toMatch(/fictional/)
    expect(recipe.notice).toMatch(/^Fictional/)
    expect(column('commune', 'fictional').every((text) => String(text).includes('fictional'))).toBe(true)
  })
  it('has 8 provinces, 60 districts and 400 communes that nest without gap or overlap', () => {
    expect([areas.provinces.length, areas.districts.length, areas.communes.length]).toEqual([8, 60, 400])
    const size = (list: typeof areas.communes) => list.reduce((sum, one) => sum + areaKm2(one.geometry), 0)
    const whole = size(areas.communes)
    expect(size(areas.districts) / whole).toBeCloseTo(1, 9)
    expect(size(areas.provinces) / whole).toBeCloseTo(1, 9)
    for (const commune of areas.communes) expect(areas.districts.some((district) => district.code === commune.parent)).toBe(true)
    for (const list of [areas.provinces, areas.districts, areas.communes]) expect(new Set(list.map((one) => one.code)).size).toBe(list.length)
  })
  it('covers all seven dimensions, capacities and responses', () => {
    const found = new Set(Object.values(recipe.sources).map((source) => source.dimension))
    for (const dimension of ['economic', 'food', 'health', 'environmental', 'personal', 'community', 'political']) expect(found).toContain(dimension)
    for (const one of layers.filter((each) => each.kind !== 'areas')) expect(recipe.sources[one.name], one.name).toBeDefined()
  })
  it('tells of violence that moved from the east to the north', () => {
    const by = (years: string[], inside: (x: number, y: number) => boolean) => layer('conflict_events').rows.filter((row) => years.includes(String(row.values[1]).slice(0, 4)) && row.geometry?.type === 'Point' && inside(row.geometry.coordinates[0]!, row.geometry.coordinates[1]!)).length
    const east = (x: number, y: number) => x > -20.6 && y < -9 && y > -12, north = (_: number, y: number) => y > -8.6
    expect(by(['2020', '2021', '2022'], east) / 3).toBeGreaterThan(2 * (by(['2023', '2024'], east) / 2))
    expect(by(['2023', '2024'], north) / 2).toBeGreaterThan(2 * (by(['2020', '2021', '2022'], north) / 3))
  })
  it('tells of cholera along the river only', () => {
    const rate = (test: (river: number) => boolean) => { const at = areas.communes.map((_, i) => i).filter((i) => test(land.river[i]!)); const rows = new Map(layer('disease_cases').rows.map((row) => [row.values[0], Number(row.values[3])])); return at.reduce((sum, i) => sum + rows.get(areas.communes[i]!.code)!, 0) / at.reduce((sum, i) => sum + land.population[i]!, 0) }
    expect(rate((river) => river > 0.5)).toBeGreaterThan(10 * rate((river) => river < 0.1))
  })
  it('tells of a district without services that takes people in and where nobody responds', () => {
    const desert = new Set(areas.communes.filter((_, i) => land.desert[i]).map((one) => one.parent))
    expect(desert.size).toBe(1)
    const code = [...desert][0]!
    expect(column('responses', 'area_code')).not.toContain(code)
    const row = (name: string, area: string) => layer(name).rows.find((one) => one.values[0] === area)!.values
    const share = (area: string) => Number(row('displacement', area)[3]) / Number(row('population', area)[3])
    expect(share(code)).toBeGreaterThan(3 * mean(areas.districts.filter((one) => one.code !== code).map((one) => share(one.code))))
  })
  it('leaves the answers of communes that the survey could not reach empty, not zero', () => {
    const silent = areas.communes.filter((_, i) => land.unreached[i]).map((one) => one.code)
    expect(silent.length).toBeGreaterThan(3)
    for (const code of silent) expect(layer('community_survey').rows.find((row) => row.values[0] === code)!.values.slice(3)).toEqual([null, null, null, null, null, null])
  })
  it('adds communes up to districts in counts', () => {
    const rows = new Map(layer('population').rows.map((row) => [row.values[0], Number(row.values[3])]))
    for (const district of areas.districts) expect(areas.communes.filter((one) => one.parent === district.code).reduce((sum, one) => sum + rows.get(one.code)!, 0)).toBe(rows.get(district.code))
  })
})
