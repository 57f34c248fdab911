import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atlas } from './atlas.ts'

const names = Array.from({ length: 12 }, (_, i) => `AA${String(i + 1).padStart(2, '0')}`)
const table = ['adm1_pcode,adm1_name,people,poor,sick,deaths', ...names.map((code, i) => [code, `Area ${i + 1}`, 1000 * (i + 1), (i * 7) % 12, ((i * 7) % 12) + (i % 2), i === 11 ? 900 : i % 4].join(','))].join('\n')
const leaf = (id: string) => ({ id, title: { en: id }, measure: { layer: 'table', kind: 'column', field: id }, normalise: { method: 'minmax', direction: 'more-is-worse' } })
const framework = { id: 'tiny', version: 1, title: { en: 'Tiny' }, population: { layer: 'table', field: 'people' }, root: { id: 'index', title: { en: 'Index' }, aggregate: 'arithmetic', children: ['poor', 'sick', 'deaths', 'people'].map(leaf) } }

const folder = mkdtempSync(join(tmpdir(), 'atlas-trust-'))
const project = join(folder, 'p.gpkg')

beforeAll(async () => {
  writeFileSync(join(folder, 't.csv'), table)
  writeFileSync(join(folder, 'f.json'), JSON.stringify(framework))
  for (const words of [['new', project, '--title', 'T'], ['import', project, join(folder, 't.csv'), '--as', 'areas', '--name', 'adm1', '--json'], ['import', project, join(folder, 't.csv'), '--as', 'table', '--name', 'table', '--json'], ['profile', project, '--framework', join(folder, 'f.json'), '--areas', 'adm1', '--json']]) {
    const ran = await atlas(words)
    expect(ran.code, ran.err).toBe(0)
  }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('how far a run can be trusted', () => {
  it('ranks under random choices: the same file from the same seed, intervals around the stated ranks', async () => {
    const out = join(folder, 'r.csv')
    const words = ['robustness', project, '--run', 'latest', '--draws', '300', '--seed', '5', '--top', '3', '--out', out, '--json']
    const first = (await atlas(words)).json() as { varied: string[]; shift: number; areas: { code: string; rank: number; low: number; high: number; inTop: number }[] }
    const text = readFileSync(out, 'utf8')
    expect(text.split('\n')[0]).toBe('code,name,rank,median,low,high,top,present')
    expect(text.trim().split('\n')).toHaveLength(13)
    expect(first.varied).toEqual(['weights', 'bounds', 'normalise', 'aggregate', 'outliers', 'data'])
    expect(first.areas.map((one) => one.inTop).reduce((a, b) => a + b)).toBeCloseTo(3, 1)
    expect(first.areas.some((one) => one.high > one.low)).toBe(true)
    await atlas(words)
    expect(readFileSync(out, 'utf8')).toBe(text)
  })

  it('Sobol indices and nodes left out come as their own tables', async () => {
    const sobol = (await atlas(['robustness', project, '--run', 'latest', '--draws', '50', '--vary', 'weights,normalise', '--sobol', '--out', join(folder, 's.csv'), '--json'])).json() as { sensitivities: { assumption: string }[] }
    expect(sobol.sensitivities.map((one) => one.assumption)).toEqual(['weights', 'normalise'])
    expect(readFileSync(join(folder, 's.csv'), 'utf8')).toMatch(/^assumption,first,first_low,first_high,total,total_low,total_high\nweights,/)
    await atlas(['robustness', project, '--run', 'latest', '--draws', '20', '--leave-out', '--out', join(folder, 'l.csv'), '--json'])
    expect(readFileSync(join(folder, 'l.csv'), 'utf8').trim().split('\n').map((line) => line.split(',')[0])).toEqual(['node', 'poor', 'sick', 'deaths', 'people'])
  })

  it('says what to do about words and numbers it cannot take', async () => {
    const vary = await atlas(['robustness', project, '--run', 'latest', '--vary', 'weights,moods', '--json'])
    expect([vary.code, vary.err.trim()]).toEqual([2, expect.stringMatching(/^error: USAGE: --vary takes .*not "moods"\.$/)])
    expect((await atlas(['robustness', project, '--run', '99', '--json'])).err).toMatch(/^error: UNKNOWN_RUN: /m)
  })

  it('the data check names the count that follows the number of people, the pair that doubles and the value that stands far out', async () => {
    const found = (await atlas(['check-data', project, '--run', 'latest', '--json'])).json() as { indicators: { id: string; flags: string[] }[]; pairs: { a: string; b: string; kind: string }[] }
    expect(Object.fromEntries(found.indicators.map((one) => [one.id, one.flags]))).toEqual({ poor: [], sick: [], deaths: ['skewed'], people: ['follows-population'] })
    expect(found.pairs).toEqual([expect.objectContaining({ a: 'poor', b: 'sick', kind: 'collinear' })])
  })
})
