import { describe, expect, it } from 'vitest'
import { getAreaSetByName, linkParents, listAreas, listAreaSets, readAreaInput, setParentCodes } from '../../../electron/core/sql/areas.ts'
import { redoChange, undoChange } from '../../../electron/core/sql/changes.ts'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { hideLayer } from '../../../electron/core/sql/edit-layers.ts'
import { getContentHash } from '../../../electron/core/sql/layers.ts'
import { addAreas, addLayer, areaFields, codeOf, project, squareRow } from './helpers.ts'

describe('area sets', () => {
  it('are listed from the coarsest, each under the next coarser one, whatever the order of import', () => {
    const opened = project()
    for (const level of [3, 1, 2]) addAreas(opened, `Level ${level}`, level, level)
    const sets = listAreaSets(opened.db)
    expect(sets.map(({ name, level, count, hasGeometry }) => ({ name, level, count, hasGeometry }))).toEqual([1, 2, 3].map((level) => ({ name: `Level ${level}`, level, count: level, hasGeometry: true })))
    expect(sets.map((set) => set.parent)).toEqual([null, sets[0]!.id, sets[1]!.id])
    expect(linkParents(opened.db)).toEqual(sets)
  })

  it('are tied anew when a level goes, and again when undo brings it back', () => {
    const opened = project()
    const layers = [1, 2, 3].map((level) => addAreas(opened, `Level ${level}`, level))
    const before = listAreaSets(opened.db)
    hideLayer(opened.db, layers[1]!.id)
    expect(listAreaSets(opened.db).map((set) => set.parent)).toEqual([null, before[0]!.id])
    undoChange(opened.db)
    expect(listAreaSets(opened.db)).toEqual(before)
    redoChange(opened.db)
    expect(listAreaSets(opened.db)).toHaveLength(2)
  })

  it('list their areas by code with name, parent, box and centre', () => {
    const opened = project()
    addAreas(opened, 'A', 1, 2)
    const [set] = listAreaSets(opened.db)
    expect(listAreas(opened.db, set!.id)).toEqual([
      { code: 'A1', name: 'Area 1', parent: null, bbox: [1, 0, 2, 1], centre: [1.5, 0.5] }, { code: 'A2', name: 'Area 2', parent: null, bbox: [0, 0, 1, 1], centre: [0.5, 0.5] },
    ])
    expect(getAreaSetByName(opened.db, 'A')).toEqual(set)
    expect(codeOf(() => listAreas(opened.db, 99))).toBe('NO_SUCH_AREA_SET')
  })

  it('sort codes by code units, not by the language of the machine', () => {
    const opened = project()
    addLayer(opened, { name: 'A', kind: 'areas', geometry: 'none', level: 1, fields: areaFields }, ['b', 'É', 'a', 'Z', '10', '9'].map((code) => ({ geometry: null, bounds: null, values: [code, null, null, 1] })))
    const [set] = listAreaSets(opened.db)
    expect(set!.hasGeometry).toBe(false)
    expect(readAreaInput(opened.db, set!.id)).toEqual({ codes: ['10', '9', 'Z', 'a', 'b', 'É'], names: ['10', '9', 'Z', 'a', 'b', 'É'], parents: [null, null, null, null, null, null], geometries: [null, null, null, null, null, null] })
    expect(listAreas(opened.db, set!.id)[0]).toEqual({ code: '10', name: '10', parent: null, bbox: null, centre: null })
  })

  it('take records that share a code as one area of several parts', () => {
    const opened = project()
    addLayer(opened, { name: 'A', kind: 'areas', geometry: 'polygon', level: 1, fields: areaFields }, [squareRow(0, 0, ['X', 'Ex', 'P', 1]), squareRow(5, 5, ['Y', 'Why', null, 2]), squareRow(8, 0, ['X', 'Ex', 'P', 3])])
    const [set] = listAreaSets(opened.db)
    expect(set!.count).toBe(2)
    const input = readAreaInput(opened.db, set!.id)
    expect([input.codes, input.parents, input.geometries.map((geometry) => geometry?.coordinates.length)]).toEqual([['X', 'Y'], ['P', null], [2, 1]])
    expect(listAreas(opened.db, set!.id)[0]!.bbox).toEqual([0, 0, 9, 1])
  })

  it('take parents’ codes from a map, and stay sound', () => {
    const opened = project()
    const layer = addAreas(opened, 'A', 2)
    const [set] = listAreaSets(opened.db)
    const hash = getContentHash(opened.db, layer.id)
    setParentCodes(opened.db, set!.id, new Map([['A1', 'P1'], ['A3', 'P1'], ['nope', 'P2']]))
    expect(listAreas(opened.db, set!.id).map((area) => area.parent)).toEqual(['P1', null, 'P1'])
    expect(getContentHash(opened.db, layer.id)).not.toBe(hash)
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('find an area by its code through an index, whatever the source called its codes', () => {
    const opened = project()
    const layer = addLayer(opened, { name: 'A', kind: 'areas', geometry: 'polygon', level: 1, fields: [...areaFields, { name: 'PCODE', column: 'pcode', type: 'text' }], codeField: 'PCODE' }, [squareRow(0, 0, ['X', 'Ex', null, 1, 'X'])])
    const plan = opened.db.prepare(`EXPLAIN QUERY PLAN UPDATE ${layer.table} SET parent_code = 'P' WHERE area_code = 'X'`).all() as { detail: string }[]
    expect(plan.map((row) => row.detail).join()).toContain('INDEX idx_a_code')
  })

  it('are refused when they do not begin with code, name and parent', () => {
    const opened = project()
    expect(() => addLayer(opened, { name: 'A', kind: 'areas', geometry: 'polygon', level: 1, fields: areaFields.slice(1) }, [])).toThrow('Areas begin with area_code')
  })
})
