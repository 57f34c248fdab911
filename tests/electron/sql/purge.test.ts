import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { adoptContents } from '../../../electron/core/sql/adopt-contents.ts'
import { getChanges, undoChange } from '../../../electron/core/sql/changes.ts'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { copyProject } from '../../../electron/core/sql/copy.ts'
import { hideLayer, restoreLayer, showLayer, updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { beginLayer, finishLayer, insertRows } from '../../../electron/core/sql/importing.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { compact, listRemoved, purgeRemoved } from '../../../electron/core/sql/purge.ts'
import { applyRepair } from '../../../electron/core/sql/repairs.ts'
import { applyChange } from '../../../electron/core/sql/changes.ts'
import { joinSteps } from '../../../electron/core/sql/joins.ts'
import { addAreas, addEvents, addLayer, codeOf, folder, keep, point, pointRow, project } from './helpers.ts'

const secret = 'Zuzanna Przybylska-Kowalczyk'
const other = 'Bartholomew Featherstonehaugh'

/** Whether the bytes of a project or of the files beside it hold a text. */
function holds(path: string, text: string): boolean {
  return [path, `${path}-wal`, `${path}-journal`].some((file) => existsSync(file) && readFileSync(file).includes(text))
}

/** A project with a layer of people that was repaired, renamed and joined, and one that stays. */
function withPeople() {
  const opened = project()
  const kept = addLayer(opened, { name: 'Kept', fields: [{ name: 'who', column: 'who', type: 'text' }] }, [pointRow(1, 1, ['somebody else'])])
  const people = addLayer(opened, { name: `List of ${secret}`, fields: [{ name: 'who', column: 'who', type: 'text' }], source: { file: `${secret}.csv` } }, Array.from({ length: 400 }, (_, i) => pointRow(18.123456789, 4, [`${secret} ${i}`])))
  updateLayer(opened.db, people.id, { source: { publisher: `office of ${secret}` } })
  applyRepair(opened.db, people.id, [{ fid: 1, wkb: point(19, 5) }, { fid: 2, wkb: null }])
  return { opened, kept, people }
}

describe('a purge', () => {
  it('takes every byte of a removed layer out of the file, with its history, repairs and source', () => {
    const { opened, kept, people } = withPeople()
    hideLayer(opened.db, people.id)
    expect(holds(opened.path, secret), 'a removed layer is still in the file').toBe(true)
    expect(listRemoved(opened.db)).toMatchObject([{ id: people.id, why: 'removed', rows: 399 }])
    const purged = purgeRemoved(opened.db)
    compact(opened.db)
    expect(purged).toMatchObject({ layers: [{ id: people.id }], repairs: 2, changes: 4, runsKept: 0 })
    expect(holds(opened.path, secret)).toBe(false)
    expect([listLayers(opened.db).map((layer) => layer.id), listRemoved(opened.db)]).toEqual([[kept.id], []])
    expect(getChanges(opened.db)).toMatchObject({ count: 1, undo: { subject: 'Kept' } })
    opened.release()
    expect([holds(opened.path, secret), holds(opened.path, 'somebody else'), checkProject(opened.path)]).toEqual([false, true, { ok: true, problems: [] }])
  })

  it('of one layer leaves the others removed, and refuses what is not removed', () => {
    const { opened, kept, people } = withPeople()
    const events = addEvents(opened, other)
    hideLayer(opened.db, people.id)
    hideLayer(opened.db, events.id)
    expect(codeOf(() => purgeRemoved(opened.db, [kept.id]))).toBe('NO_SUCH_LAYER')
    purgeRemoved(opened.db, [people.id])
    compact(opened.db)
    expect([holds(opened.path, secret), listRemoved(opened.db).map((layer) => layer.name)]).toEqual([false, [other]])
    expect(showLayer(opened.db, events.id).name).toBe(other)
  })

  it('takes what a layer held before it was imported anew, and the repairs that were made to that', () => {
    const { opened, people } = withPeople()
    const finished = beginLayer(opened.db, { name: 'fresh', kind: 'features', geometry: 'point', fields: [{ name: 'who', column: 'who', type: 'text' }] })
    insertRows(opened.db, finished, [pointRow(3, 3, ['nobody'])])
    finishLayer(opened.db, finished, { read: 1, rejected: 0 })
    adoptContents(opened.db, people, finished, 'layer.reimport', [])
    updateLayer(opened.db, people.id, { name: 'People', source: { publisher: '' } })
    expect(listRemoved(opened.db)).toMatchObject([{ id: finished, why: 'earlier', rows: 399 }])
    expect(purgeRemoved(opened.db)).toMatchObject({ layers: [{ rows: 399 }], repairs: 2 })
    compact(opened.db)
    const bytes = readFileSync(opened.path).toString('latin1')
    expect([bytes.includes(`${secret} 5`), listLayers(opened.db).map((layer) => [layer.name, layer.rows])]).toEqual([false, [['Kept', 1], ['People', 1]]])
    while (getChanges(opened.db).undo) undoChange(opened.db)
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('of an area set takes the joins to it out of the history', () => {
    const opened = project()
    const areas = addAreas(opened, 'Areas', 1)
    const table = addLayer(opened, { name: 'Table', kind: 'table', geometry: 'none', fields: [{ name: 'area', column: 'area', type: 'text' }] }, [{ geometry: null, bounds: null, values: ['x'] }])
    applyChange(opened.db, { label: 'layer.join', subject: 'Table', ...joinSteps(opened.db, table.id, 1, { field: 'area', within: null, pairs: [{ entry: secret, within: null, areas: ['A1'] }] }) })
    hideLayer(opened.db, areas.id)
    expect(purgeRemoved(opened.db)).toMatchObject({ joins: 1, changes: 3 })
    compact(opened.db)
    expect(holds(opened.path, secret)).toBe(false)
    expect(getChanges(opened.db)).toMatchObject({ count: 1, undo: { label: 'layer.import', subject: 'Table' } })
  })

  it('names an import that was undone', () => {
    const opened = project()
    addEvents(opened, other)
    undoChange(opened.db)
    expect(listRemoved(opened.db)).toMatchObject([{ name: other, why: 'undone' }])
    purgeRemoved(opened.db)
    compact(opened.db)
    expect([getChanges(opened.db).redo, holds(opened.path, other)]).toEqual([null, false])
  })
})

describe('a copy of the project', () => {
  it('leaves removed layers behind, unless they are asked for', () => {
    const { opened, people } = withPeople()
    hideLayer(opened.db, people.id)
    const [clean, all] = [join(folder(), 'clean.gpkg'), join(folder(), 'all.gpkg')]
    copyProject(opened.db, clean)
    copyProject(opened.db, all, true)
    expect([holds(clean, secret), holds(all, secret), holds(opened.path, secret)]).toEqual([false, true, true])
    expect([checkProject(clean), checkProject(all)]).toEqual([{ ok: true, problems: [] }, { ok: true, problems: [] }])
    expect(listRemoved(keep(openProject(all)).db)).toHaveLength(1)
    expect(listRemoved(opened.db), 'the project itself is as it was').toHaveLength(1)
  })
})

describe('a layer that comes back', () => {
  it('takes another name where its own was given to another, and undo hides it again', () => {
    const opened = project()
    const layer = addEvents(opened)
    hideLayer(opened.db, layer.id)
    addEvents(opened)
    expect(restoreLayer(opened.db, layer.id, (name) => `${name} (2)`).name).toBe('Events (2)')
    undoChange(opened.db)
    expect([listLayers(opened.db).length, listRemoved(opened.db).length]).toEqual([1, 1])
  })
})
