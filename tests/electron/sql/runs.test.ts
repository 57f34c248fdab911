import { describe, expect, it } from 'vitest'
import { decodeNumbers, encodeNumbers } from '../../../electron/core/sql/numbers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { getRunInputs, getRunTable, insertRun, latestRun, listRuns, type NewRun } from '../../../electron/core/sql/runs.ts'
import { framework } from '../../../shared/model/framework.ts'
import { codeOf, keep, project } from './helpers.ts'

const someRun = (areas: number): NewRun => {
  const codes = Array.from({ length: areas }, (_, i) => `C${i}`)
  const values = codes.map((_, i) => (i % 3 === 0 ? null : i / 7 + 1e-15))
  return {
    framework: framework.parse({ id: 'f', version: 3, title: { en: 'F', ar: 'ف' }, root: { id: 'index', title: { en: 'Index' }, children: [{ id: 'a', title: { en: 'A' }, measure: { layer: 'ged', kind: 'count' } }] } }),
    engine: '0.1.0', inputs: [{ slot: 'ged', layer: 4, name: 'GED', hash: 'ab'.repeat(32) }, { slot: 'zzz', layer: null, name: null, hash: null }],
    table: {
      run: { id: 0, framework: 'f', frameworkVersion: 3, frameworkTitle: { en: 'F', ar: 'ف' }, areaSet: 2, areaSetName: 'Level 1', from: '2018-01-01', to: null, made: '2026-01-02T03:04:05.000Z', areas, missing: Math.ceil(areas / 3), notes: [{ code: 'UNBOUND', count: 1, sample: 'zzz' }] },
      scale: 10, classes: [2, 3.5, 5, 6.5], codes, names: codes.map((code) => `Name of ${code}`), parents: codes.map((_, i) => (i % 2 ? 'P' : null)),
      rank: values.map((value, i) => (value === null ? null : i)), class: values.map((value) => (value === null ? null : 1)), index: values, coverage: codes.map((_, i) => (i % 2) / 2),
      nodes: [
        { id: 'index', title: { en: 'Index' }, parent: null, depth: 0, weight: 1, indicator: false, dimension: null, role: null, character: null, unit: null, scores: values, raw: null, coverage: null, bounds: null, layer: null },
        { id: 'a', title: { en: 'A' }, parent: 'index', depth: 1, weight: 0.1, indicator: true, dimension: 'personal', role: 'threat', character: 'sudden', unit: { en: 'events' }, scores: values, raw: values.map((value) => value && value * 1e300), coverage: values.map((value) => (value === null ? 0 : 1)), bounds: { min: 0.1, max: 4.6 }, layer: 'GED' },
      ],
    },
  }
}

describe('a stored run', () => {
  it.each([1, 191])('of %i areas is read back exactly, also after a restart', (areas) => {
    const opened = project()
    const run = someRun(areas)
    const id = insertRun(opened.db, run)
    opened.release()
    const again = keep(openProject(opened.path))
    const stored = { ...run.table, run: { ...run.table.run, id } }
    expect(getRunTable(again.db, id)).toEqual(stored)
    expect(listRuns(again.db)).toEqual([stored.run])
    expect(getRunInputs(again.db, id)).toEqual({ framework: run.framework, areaSet: 2, from: '2018-01-01', to: null, engine: '0.1.0', inputs: run.inputs })
  })

  it('is listed by sequence, the newest first, whatever its time says', () => {
    const opened = project()
    const first = insertRun(opened.db, someRun(2))
    const older = someRun(2)
    older.table.run.made = '1999-01-01T00:00:00.000Z'
    const second = insertRun(opened.db, older)
    expect([listRuns(opened.db).map((run) => run.id), latestRun(opened.db)]).toEqual([[second, first], second])
  })

  it('is not there before it was made', () => {
    const opened = project()
    expect([latestRun(opened.db), codeOf(() => getRunTable(opened.db, 1)), codeOf(() => getRunInputs(opened.db, 1))]).toEqual([null, 'NO_SUCH_RUN', 'NO_SUCH_RUN'])
  })
})

describe('numbers as bytes', () => {
  it('come back to the bit, with null for what is missing', () => {
    const values = [0, -0, 0.1, 1 / 3, 5e-324, Number.MAX_VALUE, null, -1, Infinity]
    expect(decodeNumbers(encodeNumbers(values))).toEqual(values)
    expect(decodeNumbers(encodeNumbers([Number.NaN]))).toEqual([null])
  })
})
