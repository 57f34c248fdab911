import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, asOneChange, getChanges, redoChange, undoChange } from '../../../electron/core/sql/changes.ts'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { hideLayer, purgeHidden, reorderLayers, replaceLayer, showLayer, updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { addFramework, bindSlot, getFramework, listBindings, listFrameworks } from '../../../electron/core/sql/frameworks.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { getTitle } from '../../../electron/core/sql/meta.ts'
import { openProject, type Project } from '../../../electron/core/sql/open.ts'
import { framework, type Framework } from '../../../shared/model/framework.ts'
import { addAreas, addEvents, codeOf, keep, project } from './helpers.ts'

const someFramework = (version: number, title = 'F'): Framework => framework.parse({ id: 'f', version, title: { en: title }, root: { id: 'index', title: { en: 'Index' }, children: [{ id: 'a', title: { en: 'A' }, measure: { layer: 'Events', kind: 'count' } }] } })

/** Everything that an analyst can edit, as other code and other programs read it. */
function stateOf({ db }: Project): unknown {
  return {
    title: getTitle(db), layers: listLayers(db), frameworks: listFrameworks(db), bindings: [...listBindings(db, 'f')],
    contents: db.prepare('SELECT table_name, data_type, identifier, description FROM gpkg_contents ORDER BY table_name').all(),
    styles: db.prepare('SELECT f_table_name, styleQML FROM layer_styles ORDER BY f_table_name').all(),
    metadata: db.prepare('SELECT r.table_name, m.metadata FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id ORDER BY r.table_name').all(),
  }
}

describe('a change', () => {
  it('of a layer is undone and redone as a whole', () => {
    const opened = project()
    const layer = addEvents(opened)
    const before = stateOf(opened)
    const style = { colour: '#010203', size: 2, stroke: 0, pattern: 'dots' as const, by: { kind: 'classes' as const, field: 'best', method: 'quantile' as const, breaks: [0, 1, 7], colours: ['#111111', '#222222'] } }
    const updated = updateLayer(opened.db, layer.id, { name: 'New', dimension: null, theme: 'x', visible: false, opacity: 0.25, style, source: { publisher: 'P', licence: 'L', date: '2020-01-01', url: 'https://a.example', sensitivity: 'severe' } })
    expect(updated).toEqual({ ...layer, name: 'New', dimension: null, theme: 'x', visible: false, opacity: 0.25, style, source: { ...layer.source, publisher: 'P', licence: 'L', date: '2020-01-01', url: 'https://a.example', sensitivity: 'severe' } })
    expect(getChanges(opened.db)).toEqual({ count: 2, undo: { label: 'layer.rename', subject: 'Events' }, redo: null })
    const after = stateOf(opened)
    expect(undoChange(opened.db)).toEqual({ label: 'layer.rename', subject: 'Events' })
    expect(stateOf(opened)).toEqual(before)
    redoChange(opened.db)
    expect(stateOf(opened)).toEqual(after)
  })

  it('that changes nothing is none', () => {
    const opened = project()
    const layer = addEvents(opened)
    updateLayer(opened.db, layer.id, { name: 'Events', opacity: 1, visible: true, style: layer.style, source: { publisher: '' } })
    reorderLayers(opened.db, [layer.id])
    expect(getChanges(opened.db).count).toBe(1)
  })

  it('survives a restart in both directions, and a new one clears redo', () => {
    const opened = project()
    const layer = addEvents(opened)
    updateLayer(opened.db, layer.id, { theme: 'a' })
    updateLayer(opened.db, layer.id, { theme: 'b' })
    undoChange(opened.db)
    opened.release()
    const again = keep(openProject(opened.path))
    expect(getChanges(again.db)).toMatchObject({ count: 2, undo: { label: 'layer.describe' }, redo: { label: 'layer.describe' } })
    redoChange(again.db)
    expect(listLayers(again.db)[0]!.theme).toBe('b')
    undoChange(again.db)
    undoChange(again.db)
    expect(listLayers(again.db)[0]!.theme).toBe('')
    updateLayer(again.db, layer.id, { theme: 'c' })
    expect(codeOf(() => redoChange(again.db))).toBe('NOTHING_TO_REDO')
    expect(getChanges(again.db)).toMatchObject({ count: 2, redo: null })
  })

  it('that fails leaves nothing behind', () => {
    const opened = project()
    const [a, b] = [addEvents(opened, 'A'), addEvents(opened, 'B')]
    const before = stateOf(opened)
    expect(codeOf(() => updateLayer(opened.db, b.id, { theme: 'x', name: 'A' }))).toBe('NAME_TAKEN')
    expect(codeOf(() => updateLayer(opened.db, 99, { theme: 'x' }))).toBe('NO_SUCH_LAYER')
    expect(() => applyChange(opened.db, { label: 'x', subject: '', forward: [{ noun: 'layer', id: a.id, set: { theme: 'y' } }, { noun: 'layer', id: 99, set: { theme: 'y' } }], inverse: [] })).toThrow('0 rows, not one')
    expect([stateOf(opened), getChanges(opened.db).count]).toEqual([before, 2])
  })

  it('is refused when there is none to undo', () => {
    expect(codeOf(() => undoChange(project().db))).toBe('NOTHING_TO_UNDO')
  })

  it('may be made of several, for one undo', () => {
    const opened = project()
    const layer = addEvents(opened)
    const before = stateOf(opened)
    asOneChange(opened.db, 'many', 'Events', () => {
      updateLayer(opened.db, layer.id, { name: 'X' })
      updateLayer(opened.db, layer.id, { name: 'Y' })
      bindSlot(opened.db, 'f', 's', layer.id)
    })
    expect(getChanges(opened.db)).toMatchObject({ count: 2, undo: { label: 'many', subject: 'Events' } })
    undoChange(opened.db)
    expect(stateOf(opened)).toEqual(before)
    redoChange(opened.db)
    expect([listLayers(opened.db)[0]!.name, [...listBindings(opened.db, 'f')]]).toEqual(['Y', [['s', layer.id]]])
    expect(() => asOneChange(opened.db, 'bad', '', () => { updateLayer(opened.db, layer.id, { name: 'Z' }); throw new Error('stop') })).toThrow('stop')
    expect([listLayers(opened.db)[0]!.name, getChanges(opened.db).count]).toEqual(['Y', 2])
  })
})

describe('the order of layers', () => {
  it('follows the ids given, the others after them as they were', () => {
    const opened = project()
    const ids = ['A', 'B', 'C', 'D'].map((name) => addEvents(opened, name).id)
    expect(reorderLayers(opened.db, [ids[2]!, ids[0]!, 99]).map((layer) => [layer.name, layer.order])).toEqual([['C', 1], ['A', 2], ['B', 3], ['D', 4]])
    undoChange(opened.db)
    expect(listLayers(opened.db).map((layer) => layer.name)).toEqual(['A', 'B', 'C', 'D'])
  })
})

describe('a removed layer', () => {
  it('is out of every list and register, comes back, and is gone after a purge', () => {
    const opened = project()
    const layer = addEvents(opened)
    const other = addEvents(opened, 'Other')
    const before = stateOf(opened)
    hideLayer(opened.db, layer.id)
    expect(listLayers(opened.db)).toEqual([other])
    expect(opened.db.prepare("SELECT count(*) FROM gpkg_contents WHERE table_name = 'events'").pluck().get()).toBe(0)
    showLayer(opened.db, layer.id)
    expect(stateOf(opened)).toEqual(before)
    hideLayer(opened.db, layer.id)
    expect(purgeHidden(opened.db)).toBe(1)
    expect(opened.db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'events' OR name LIKE 'rtree_events%'").pluck().get()).toBe(0)
    expect(getChanges(opened.db)).toMatchObject({ count: 1, undo: { label: 'layer.import', subject: 'Other' } })
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('does not come back over another that took its name', () => {
    const opened = project()
    const layer = addEvents(opened)
    hideLayer(opened.db, layer.id)
    addEvents(opened)
    expect(codeOf(() => showLayer(opened.db, layer.id))).toBe('NAME_TAKEN')
  })
})

describe('a layer that replaces another', () => {
  it('takes its name, place, look, origin and bindings, and one undo gives them back and takes the import back', () => {
    const opened = project()
    const old = addEvents(opened)
    addAreas(opened, 'Areas', 1)
    updateLayer(opened.db, old.id, { theme: 't', opacity: 0.5, visible: false, style: { ...old.style, colour: '#abcdef' }, source: { publisher: 'P', sensitivity: 'high' } })
    bindSlot(opened.db, 'f', 'ged', old.id)
    const before = stateOf(opened)
    const fresh = addEvents(opened, 'Events (2)')
    const layer = replaceLayer(opened.db, old.id, fresh.id)
    expect(layer).toMatchObject({ id: fresh.id, name: 'Events', theme: 't', opacity: 0.5, visible: false, order: 1, style: { colour: '#abcdef' }, source: { publisher: 'P', sensitivity: 'high' } })
    expect([listLayers(opened.db).map((one) => one.name), [...listBindings(opened.db, 'f')]]).toEqual([['Events', 'Areas'], [['ged', fresh.id]]])
    const after = stateOf(opened)
    expect(undoChange(opened.db)).toEqual({ label: 'layer.replace', subject: 'Events' })
    expect(stateOf(opened)).toEqual(before)
    redoChange(opened.db)
    expect(stateOf(opened)).toEqual(after)
  })
})

describe('frameworks', () => {
  it('are kept by version, the newest first in line, and undone', () => {
    const opened = project()
    addFramework(opened.db, someFramework(1))
    addFramework(opened.db, someFramework(2))
    addFramework(opened.db, someFramework(2))
    expect(codeOf(() => addFramework(opened.db, someFramework(2, 'Other')))).toBe('FRAMEWORK_EXISTS')
    expect([listFrameworks(opened.db), getFramework(opened.db, 'f', 1), getFramework(opened.db, 'f')?.version, getFramework(opened.db, 'g')]).toEqual([[someFramework(2)], someFramework(1), 2, null])
    undoChange(opened.db)
    expect(getFramework(opened.db, 'f')).toEqual(someFramework(1))
  })

  it('bind slots to layers, and lose a binding to a layer that is removed', () => {
    const opened = project()
    const layer = addEvents(opened)
    bindSlot(opened.db, 'f', 'ged', layer.id)
    expect(codeOf(() => bindSlot(opened.db, 'f', 'ged', 99))).toBe('NO_SUCH_LAYER')
    hideLayer(opened.db, layer.id)
    expect([...listBindings(opened.db, 'f')]).toEqual([])
    undoChange(opened.db)
    bindSlot(opened.db, 'f', 'ged', null)
    undoChange(opened.db)
    expect([...listBindings(opened.db, 'f')]).toEqual([['ged', layer.id]])
  })
})

describe('any sequence of edits', () => {
  it('is undone to the start and redone to the end, also across a restart', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('update' as const), pick: fc.nat(5), name: fc.constantFrom('A', 'B', 'C', 'Long name'), opacity: fc.constantFrom(0, 0.5, 1), publisher: fc.constantFrom('P', 'Q') }),
      fc.record({ kind: fc.constantFrom('hide' as const, 'bind' as const, 'free' as const, 'undo' as const, 'redo' as const, 'reverse' as const, 'title' as const), pick: fc.nat(5) }),
    )
    fc.assert(fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), (edits) => {
      const opened = project()
      for (const name of ['A', 'B', 'C']) addEvents(opened, name)
      opened.db.exec('DELETE FROM atlas_changes')
      const start = stateOf(opened)
      for (const one of edits) {
        const layers = listLayers(opened.db)
        const layer = layers[one.pick % Math.max(1, layers.length)]
        const done = codeOf(() => {
          if (one.kind === 'undo') undoChange(opened.db)
          else if (one.kind === 'redo') redoChange(opened.db)
          else if (one.kind === 'title') applyChange(opened.db, { label: 'project.rename', subject: '', forward: [{ noun: 'meta', key: 'title', value: `T${one.pick}` }], inverse: [{ noun: 'meta', key: 'title', value: getTitle(opened.db) }] })
          else if (one.kind === 'reverse') reorderLayers(opened.db, layers.map((each) => each.id).toReversed())
          else if (one.kind === 'free') bindSlot(opened.db, 'f', 's', null)
          else if (layer && one.kind === 'hide') hideLayer(opened.db, layer.id)
          else if (layer && one.kind === 'bind') bindSlot(opened.db, 'f', 's', layer.id)
          else if (layer && one.kind === 'update') updateLayer(opened.db, layer.id, { name: one.name, opacity: one.opacity, source: { publisher: one.publisher } })
        })
        expect([null, 'NAME_TAKEN', 'NOTHING_TO_UNDO', 'NOTHING_TO_REDO']).toContain(done)
      }
      while (getChanges(opened.db).redo) redoChange(opened.db)
      const end = stateOf(opened)
      opened.release()
      const again = openProject(opened.path)
      while (getChanges(again.db).undo) undoChange(again.db)
      expect(stateOf(again)).toEqual(start)
      while (getChanges(again.db).redo) redoChange(again.db)
      expect(stateOf(again)).toEqual(end)
      again.release()
      expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
    }), { numRuns: 25, seed: 5 })
  })
})
