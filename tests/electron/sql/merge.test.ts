import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reimport, type Staged } from '../../../electron/core/services/reimport.ts'
import type { CellValue } from '../../../electron/core/sql/layer-table.ts'
import { undoChange } from '../../../electron/core/sql/changes.ts'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { readRows } from '../../../electron/core/sql/features.ts'
import { beginLayer, cancelLayer, insertRows, type LayerPlan } from '../../../electron/core/sql/importing.ts'
import { commonType, mergeFields, partners } from '../../../electron/core/sql/merge-fields.ts'
import { getContentHash, getLayerRow, requireLayer } from '../../../electron/core/sql/layers.ts'
import type { Project } from '../../../electron/core/sql/open.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'
import { fileStem } from '../../../electron/core/services/file-stem.ts'
import { addLayer, project } from './helpers.ts'

type Row = [key: string | null, value: number | null]
const fields = [{ name: 'key', column: 'key', type: 'text' as const }, { name: 'value', column: 'value', type: 'integer' as const }]
const plan = (name: string): LayerPlan => ({ name, kind: 'table', geometry: 'none', fields })
const context = { report: () => {}, signal: new AbortController().signal }

function stage(opened: Project, rows: readonly Row[]): Staged {
  const id = beginLayer(opened.db, plan('staged'))
  insertRows(opened.db, id, rows.map((values) => ({ geometry: null, bounds: null, values: values as CellValue[] })))
  const summary = { read: rows.length, imported: rows.length, rejected: 0, reasons: [], notes: [], sha256: '', bytes: 0 }
  return { id, summary, sha256: String(id), file: 'new.csv', plan: { format: 'csv', sublayer: '', kind: 'table', name: 'staged', level: null, geometry: 'none', fields, dateField: null, codeField: null, dimension: null, crs: null, encoding: null, choices: [], notes: [] } }
}

/** Brings rows into a layer as an import does, and leaves nothing that it did not use. */
async function bring(opened: Project, layer: number, rows: readonly Row[], mode: ImportMode, removeMissing = false) {
  const staged = stage(opened, rows)
  try {
    return await reimport(opened.db, requireLayer(opened.db, layer), staged, mode, { key: ['key'], removeMissing }, context)
  } finally {
    if (getLayerRow(opened.db, staged.id)?.status === 'importing') cancelLayer(opened.db, staged.id)
  }
}

const contentOf = (opened: Project, layer: number): Row[] => readRows(opened.db, layer, { offset: 0, limit: 500 }).rows.map((row) => row.values as Row)
const ofKey = (rows: readonly Row[], key: string | null): string[] => rows.filter((row) => row[0] === key).map((row) => JSON.stringify(row)).toSorted()
const without = (all: string[], some: string[]): string[] | null => some.reduce<string[] | null>((left, one) => (left?.includes(one) ? left.toSpliced(left.indexOf(one), 1) : null), all)

const row = fc.tuple(fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { freq: 6 }), fc.option(fc.integer({ min: 0, max: 3 }), { freq: 6 })) as fc.Arbitrary<Row>
const table = fc.array(row, { minLength: 1, maxLength: 12 })
const seed = 20261201

describe('rows by key', () => {
  it(`none is lost and none falls on another, whatever keys repeat; twice is once; undo gives all back (seed ${seed})`, async () => {
    const opened = project()
    let n = 0
    await fc.assert(fc.asyncProperty(table, table, fc.boolean(), async (old, fresh, removeMissing) => {
      const layer = addLayer(opened, plan(`t${n++}`), old.map((values) => ({ geometry: null, bounds: null, values }))).id
      const before = [getContentHash(opened.db, layer), contentOf(opened, layer)]
      const { changes } = await bring(opened, layer, fresh, 'update', removeMissing)
      const after = contentOf(opened, layer)
      expect(changes.changed + changes.unchanged + changes.removed + changes.absent).toBe(old.length)
      expect(changes.added + changes.changed + changes.unchanged).toBe(fresh.length)
      expect(after.length).toBe(old.length + changes.added - changes.removed)
      for (const key of ['a', 'b', 'c', 'd']) {
        const [was, now, is] = [ofKey(old, key), ofKey(fresh, key), ofKey(after, key)]
        expect(without(is, now), `${key}: every new record is there`).not.toBeNull()
        expect(is.length).toBe(removeMissing ? now.length : Math.max(was.length, now.length))
      }
      const hash = getContentHash(opened.db, layer)
      const again = await bring(opened, layer, fresh, 'update', removeMissing)
      expect([again.changes.added, again.changes.changed, again.changes.removed, getContentHash(opened.db, layer)]).toEqual([0, 0, 0, hash])
      if (changes.added + changes.changed + changes.removed > 0) {
        undoChange(opened.db)
        expect([getContentHash(opened.db, layer), contentOf(opened, layer)]).toEqual(before)
      }
    }), { seed, numRuns: 60 })
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it(`at the end every record is there at least as often as in either (seed ${seed})`, async () => {
    const opened = project()
    let n = 0
    await fc.assert(fc.asyncProperty(table, table, async (old, fresh) => {
      const layer = addLayer(opened, plan(`t${n++}`), old.map((values) => ({ geometry: null, bounds: null, values }))).id
      const { changes } = await bring(opened, layer, fresh, 'append')
      const [was, now, is] = [old, fresh, contentOf(opened, layer)].map((rows) => rows.map((one) => JSON.stringify(one)).toSorted()) as [string[], string[], string[]]
      const times = (rows: string[], one: string): number => rows.filter((other) => other === one).length
      for (const one of new Set([...was, ...now])) expect(times(is, one)).toBe(Math.max(times(was, one), times(now, one)))
      expect([changes.changed, changes.removed, changes.added + changes.unchanged]).toEqual([0, 0, fresh.length])
    }), { seed, numRuns: 40 })
  })
})

describe('columns of two files', () => {
  it.each([
    ['integer', 'real', 'real'], ['boolean', 'integer', 'integer'], ['date', 'datetime', 'datetime'], ['date', 'integer', 'text'], ['text', 'real', 'text'], ['boolean', 'real', 'real'],
  ] as const)('%s and %s are held by %s', (a, b, both) => { expect([commonType(a, b), commonType(b, a)]).toEqual([both, both]) })

  it('are the same by name, exactly before loosely, and a blank one says nothing of types', () => {
    const field = (name: string, type: 'text' | 'integer' = 'text') => ({ name, column: name.toLowerCase().replace(/\W/g, '_'), type })
    const old = [field('Site ID'), field('n', 'integer'), field('N')]
    const fresh = [field('N'), field('site_id'), field('n'), field('new')]
    expect([...partners(old, fresh)].map(([a, b]) => [a.name, b.name])).toEqual([['n', 'n'], ['N', 'N'], ['Site ID', 'site_id']])
    const merged = mergeFields(old.slice(0, 2), [field('site_id'), field('n'), field('new')], { old: new Set(), fresh: new Set(['n']) })
    expect(merged.map((one) => [one.name, one.type, one.old?.name ?? null, one.fresh?.name ?? null])).toEqual([['Site ID', 'text', 'Site ID', 'site_id'], ['n', 'integer', 'n', 'n'], ['new', 'text', null, 'new']])
  })
})

describe('the stem of a file’s name', () => {
  it.each([
    ['acled_2024-10.csv', 'acled'], ['ACLED_events_3-Nov-2024 (1).csv', 'acled events'], ['Somalie_3W_janvier 2024_final_v2.xlsx', 'somalie'], ['enero-2024 desplazados.csv', 'desplazados'], ['20241103.csv', ''], ['نزوح_2024.csv', 'نزوح'], ['towns.shp.zip', 'towns'],
  ])('%s → %s', (name, stem) => { expect(fileStem(name)).toBe(stem) })
})
