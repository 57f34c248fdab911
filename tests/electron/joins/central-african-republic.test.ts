import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRecordReader } from '../../../electron/core/formats/csv-records.ts'
import { createNotebook } from '../../../electron/core/formats/notebook.ts'
import type { JoinReport } from '../../../shared/model/join.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { withCore, type Opened } from './made.ts'

const fixture = (path: string): string => sharedFile(`fixtures/caf/${path}`)

function reference(path: string): Record<string, string>[] {
  const reader = createRecordReader(',', createNotebook())
  const [head, ...lines] = [...reader.write(readFileSync(fixture(path), 'utf8')), ...reader.end()]
  return lines.map((line) => Object.fromEntries(head!.map((name, i) => [name, line[i] ?? ''])))
}

/** What would be accepted without a further look: entry within its parent → areas. */
const accepted = (report: JoinReport): [string, string | null, string][] => report.rows.filter((row) => row.sure).map((row) => [row.entry, row.within, row.candidates[0]!.areas.join(' ')])
const inOrder = (rows: [string, string | null, string][]): string[] => rows.map((row) => row.join('|')).toSorted()

async function sets({ bring, call }: Opened, ...levels: number[]): Promise<Map<number, number>> {
  for (const level of levels) await bring(fixture('boundaries/caf_admin.gpkg'), { sublayer: `caf_admin${level}`, as: 'areas', level, name: `adm${level}` })
  return new Map((await call('areaSets.list', {})).map((set) => [set.level, set.id]))
}

describe.skipIf(!shared)('a whole country', () => {
  it('food security finds 71 districts and 8 boroughs by name, and no area wrongly', async () => {
    await withCore(async (opened) => {
      const known = await sets(opened, 1, 2, 3)
      const layer = await opened.bring(fixture('food-security/ipc_caf_area_wide_latest.csv'), { name: 'food' })
      const expected = reference('reference/ipc_area_to_pcode.csv')
      for (const level of [2, 3] as const) {
        const report = await opened.call('joins.propose', { layer, areaSet: known.get(level)! })
        expect([report.field, report.within, report.counts.entries, report.counts.code]).toEqual(['Area', 'Level 1', 79, 0])
        const right = expected.map((row): [string, string | null, string] => [row.area_in_file!, row.level1_in_file!, row[`adm${level}_pcode`]!]).filter((row) => row[2] !== '')
        expect(inOrder(accepted(report))).toEqual(inOrder(right))
        const unsure = report.rows.filter((row) => !row.sure).map((row) => row.candidates[0]?.reason)
        expect(new Set(unsure)).toEqual(new Set([level === 2 ? 'part-of' : 'whole-of']))
      }
      const provinces = await opened.call('joins.propose', { layer, areaSet: known.get(1)! })
      expect([provinces.field, provinces.counts.entries, provinces.counts.sure]).toEqual(['Level 1', 17, 17])

      const report = await opened.call('joins.propose', { layer, areaSet: known.get(2)! })
      const pairs = report.rows.map((row) => ({ entry: row.entry, within: row.within, areas: row.candidates[0]!.areas }))
      expect(await opened.call('joins.apply', { layer, areaSet: known.get(2)!, field: 'Area', within: 'Level 1', pairs })).toMatchObject({ rowsMatched: 79, areasWithout: 0 })
      const people = await opened.call('measures.compute', { areaSet: known.get(2)!, layer: 'food', measure: { kind: 'sum', field: 'Population analyzed current' } })
      const byDistrict = new Map<string, number>()
      for (const row of expected) { const code = row.adm2_pcode || 'CF711'; byDistrict.set(code, (byDistrict.get(code) ?? 0) + Number(row.population_analyzed)) }
      expect(people.codes.map((code, i) => [code, people.values[i]])).toEqual([...byDistrict].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    })
  })

  it('poverty reaches all 17 provinces through its seven regions, where its codes reach two', async () => {
    await withCore(async (opened) => {
      const areaSet = (await sets(opened, 1)).get(1)!
      const layer = await opened.bring(fixture('poverty/caf_mpi.csv'), { name: 'poverty' })
      const expected = reference('reference/mpi_region_to_adm1.csv')
      const report = await opened.call('joins.propose', { layer, areaSet })
      expect([report.field, report.within]).toEqual(['Admin 1 Name', null])
      const regions = Map.groupBy(expected, (row) => row.mpi_region!)
      expect(inOrder(accepted(report))).toEqual(inOrder([...regions].map(([region, rows]) => [region, null, rows.map((row) => row.pcode_expected!).toSorted().join(' ')])))
      await opened.call('joins.apply', { layer, areaSet, field: report.field, pairs: accepted(report).map(([entry, within, areas]) => ({ entry, within, areas: areas.split(' ') })) })
      const { codes, values } = await opened.call('measures.compute', { areaSet, layer: 'poverty', measure: { kind: 'column', field: 'MPI' } })
      expect(codes.map((code, i) => [code, values[i]])).toEqual(expected.map((row) => [row.pcode_expected, Number(row.mpi)]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)))
    })
  })

  it('population joins by code; the boroughs whose codes were reformed are proposed by name', async () => {
    await withCore(async (opened) => {
      const known = await sets(opened, 1, 2, 3)
      const counts: unknown[] = []
      for (const level of [1, 2, 3]) {
        const layer = await opened.bring(fixture(`population/caf_admpop_adm${level}_2015_v2.csv`), { name: `people${level}` })
        const report = await opened.call('joins.propose', { layer, areaSet: known.get(level)! })
        counts.push([report.field.toLowerCase(), report.counts.code, report.counts.variant, report.counts.areasWithout])
        if (level === 3) expect(accepted(report).map(([code, , area]) => `${code} ${area}`)).toEqual([2, 3, 4, 5, 6, 7, 8].map((n) => `CF71${n}1 CF711${n}`))
        else expect(accepted(report)).toEqual([])
      }
      expect(counts).toEqual([['adm1_pcode', 17, 0, 0], ['adm2_pcode', 72, 0, 0], ['adm3_pcode', 167, 0, 8]])
    })
  })
})
