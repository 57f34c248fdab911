import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { getChanges, redoChange, undoChange } from '../../../electron/core/sql/changes.ts'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { contentHash } from '../../../electron/core/sql/content-hash.ts'
import { hideLayer, purgeHidden } from '../../../electron/core/sql/edit-layers.ts'
import { readRows } from '../../../electron/core/sql/features.ts'
import { beginLayer, cancelLayer, dropImporting, finishLayer, insertRows, type LayerInsert } from '../../../electron/core/sql/importing.ts'
import { readLayerInput } from '../../../electron/core/sql/layer-input.ts'
import { findBySha, getContentHash, getLayer, getLayerByName, listChoices, listLayers } from '../../../electron/core/sql/layers.ts'
import { addAreas, addEvents, addLayer, codeOf, eventFields, point, pointRow, project, shape, squareRow } from './helpers.ts'

const table = (opened: { db: import('../../../electron/core/sql/database.ts').Db }, name: string): unknown => opened.db.prepare(`SELECT sql FROM sqlite_master WHERE name = ?`).pluck().get(name)

describe('a finished layer', () => {
  it('is listed with all that is known of it', () => {
    const opened = project()
    const id = beginLayer(opened.db, {
      name: 'Conflict', kind: 'events', geometry: 'point', fields: eventFields, dateField: 'date', dimension: 'personal', theme: 'violence', sublayer: 'sheet', source: { file: 'a.csv', format: 'csv', crs: 'EPSG:4326', encoding: 'utf-8', read: '2026-01-01T00:00:00.000Z' },
    })
    insertRows(opened.db, id, [pointRow(1.5, 2.5, ['a', 1, '2020-05-01', 0.5])])
    insertRows(opened.db, id, [pointRow(-3, 7, ['b', 2, '2018-02-03', null])])
    const choices = [{ about: 'crs', chosen: 'EPSG:4326', why: 'crs.declared', given: false }]
    const layer = finishLayer(opened.db, id, { read: 5, rejected: 3, notes: [{ code: 'NO_POSITION', count: 3, sample: 'row 4' }], choices, source: { sha256: 'abc', bytes: 77 } })
    expect(layer).toEqual({
      id, name: 'Conflict', table: 'conflict', kind: 'events', geometry: 'point', rows: 2, fields: eventFields, dimension: 'personal', theme: 'violence', dateField: 'date', codeField: null,
      from: '2018-02-03', to: '2020-05-01', bbox: [-3, 2.5, 1.5, 7], visible: true, opacity: 1, order: 1, style: { colour: '#a21e34', size: 4, stroke: 1, pattern: 'none', by: { kind: 'single' } },
      source: { file: 'a.csv', format: 'csv', bytes: 77, sha256: 'abc', read: '2026-01-01T00:00:00.000Z', crs: 'EPSG:4326', encoding: 'utf-8', publisher: '', licence: '', date: '', url: '', sensitivity: 'low' },
      notes: [{ code: 'NO_POSITION', count: 3, sample: 'row 4' }], read: 5, rejected: 3,
    })
    expect([listLayers(opened.db), getLayer(opened.db, id), getLayerByName(opened.db, 'Conflict')]).toEqual([[layer], layer, layer])
    expect(listChoices(opened.db, id)).toEqual(choices)
    expect([findBySha(opened.db, 'abc')?.id, findBySha(opened.db, 'abc', 'sheet')?.id, findBySha(opened.db, 'abc', 'other'), findBySha(opened.db, 'abd')]).toEqual([id, id, null, null])
  })

  it('gives back every value as it came', () => {
    const opened = project()
    const fields = [{ name: 't', column: 't', type: 'text' as const }, { name: 'i', column: 'i', type: 'integer' as const }, { name: 'r', column: 'r', type: 'real' as const }, { name: 'b', column: 'b', type: 'boolean' as const }]
    const rows = [['', 0, -0, 0], ['007', -9007199254740991, 5e-324, 1], ['مرحبا\n"x",;', 2147483648, 1.7976931348623157e308, null], [null, null, 0.1, 1], ['1e5', 1, 1, 0]] as const
    const layer = addLayer(opened, { name: 'T', kind: 'table', geometry: 'none', fields }, rows.map((values) => ({ geometry: null, bounds: null, values: [...values] })))
    expect(readRows(opened.db, layer.id, { offset: 0, limit: 10 }).rows.map((row) => row.values)).toEqual(rows.map((row) => row.map((value) => (Object.is(value, -0) ? 0 : value))))
  })

  it('stores dates, times and booleans in one form, and notes what cannot be', () => {
    const opened = project()
    const fields = [{ name: 'D', column: 'd', type: 'date' as const }, { name: 'T', column: 't', type: 'datetime' as const }, { name: 'B', column: 'b', type: 'boolean' as const }, { name: 'N', column: 'n', type: 'integer' as const }, { name: 'S', column: 's', type: 'text' as const }]
    const layer = addLayer(opened, { name: 'T', kind: 'table', geometry: 'none', fields, dateField: 'T' }, [
      { geometry: null, bounds: null, values: ['2020-02-29', '2020-02-29', 1, 5, 12.5] }, { geometry: null, bounds: null, values: ['2020-02-29T10:00:00Z', '2020-03-01 23:30:15.25-02:00', 0, null, 7] },
      { geometry: null, bounds: null, values: ['spring 2020', 'soon', 2, 'x', null] }, { geometry: null, bounds: null, values: [null, null, null, Number.NaN, ''] },
    ])
    expect(readRows(opened.db, layer.id, { offset: 0, limit: 10 }).rows.map((row) => row.values)).toEqual([
      ['2020-02-29', '2020-02-29T00:00:00.000Z', 1, 5, '12.5'], ['2020-02-29', '2020-03-02T01:30:15.250Z', 0, null, '7'], [null, null, null, null, null], [null, null, null, null, ''],
    ])
    expect(layer.notes).toEqual([['D', 'spring 2020'], ['T', 'soon'], ['B', '2'], ['N', 'x']].map(([name, value]) => ({ code: 'VALUE_LEFT_EMPTY', count: 1, sample: `${name}: ${value}` })))
    expect([layer.from, layer.to]).toEqual(['2020-02-29', '2020-03-02'])
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('promotes single lines and polygons to the declared multi type', () => {
    const opened = project()
    const layer = addLayer(opened, { name: 'Lines', geometry: 'line' }, [{ geometry: shape(2, [[[0, 0], [1, 1]]]), bounds: [0, 0, 1, 1], values: [] }])
    expect(table(opened, 'lines')).toBe('CREATE TABLE "lines" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTILINESTRING)')
    expect(readLayerInput(opened.db, layer.id).geometries).toEqual([{ type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }])
  })

  it('becomes a layer of any geometry when a row is of another type than planned, and keeps the rows before', () => {
    const opened = project()
    const layer = addLayer(opened, { name: 'Sites', fields: [{ name: 'n', column: 'n', type: 'integer' }, { name: 'd', column: 'd', type: 'date' }] }, [
      pointRow(1, 2, [1, 'bad']), pointRow(5, 6, [2, null]), squareRow(10, 10, [3, 'worse']), pointRow(-7, 8, [4, '2020-01-01']),
    ])
    expect([layer.geometry, layer.rows, layer.bbox]).toEqual(['mixed', 4, [-7, 2, 11, 11]])
    expect(layer.notes).toEqual([{ code: 'VALUE_LEFT_EMPTY', count: 2, sample: 'd: bad' }])
    const input = readLayerInput(opened.db, layer.id)
    expect(input.columns.n).toEqual([1, 2, 3, 4])
    expect(input.geometries!.map((geometry) => geometry?.type)).toEqual(['Point', 'Point', 'Polygon', 'Point'])
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('takes a multipoint of one point as a point', () => {
    const opened = project()
    const one = new Uint8Array(30)
    one.set([1, 4, 0, 0, 0, 1, 0, 0, 0])
    one.set(point(3, 4), 9)
    const layer = addLayer(opened, { name: 'P' }, [{ geometry: one, bounds: [3, 4, 3, 4], values: [] }])
    expect([layer.geometry, [...readLayerInput(opened.db, layer.id).positions!]]).toEqual(['point', [3, 4]])
  })

  it('without rows, columns or geometry is a sound layer too', () => {
    const opened = project()
    const empty = addLayer(opened, { name: 'Empty' }, [])
    const bare = addLayer(opened, { name: 'Bare', kind: 'table', geometry: 'none' }, [{ geometry: null, bounds: null, values: [] }])
    expect([empty.bbox, empty.rows, bare.rows]).toEqual([null, 0, 1])
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })

  it('keeps its name for itself', () => {
    const opened = project()
    addEvents(opened, 'Events')
    expect(codeOf(() => beginLayer(opened.db, { name: 'Events', kind: 'table', geometry: 'none', fields: [] }))).toBe('NAME_TAKEN')
  })

  it('gets a table of its own though another layer has a similar name', () => {
    const opened = project()
    expect([addEvents(opened, 'Événements 2020!'), addEvents(opened, 'evenements-2020'), addEvents(opened, '事件'), addEvents(opened, '2020'), addEvents(opened, 'GPKG contents'), addEvents(opened, 'x'.repeat(90)), addEvents(opened, 'x'.repeat(91))].map((layer) => layer.table))
      .toEqual(['evenements_2020', 'evenements_2020_2', 'layer', 'n2020', 'l_gpkg_contents', 'x'.repeat(30), `${'x'.repeat(28)}_2`])
  })

  it('has more columns than the program handles only when it was refused', () => {
    const opened = project()
    const fields = Array.from({ length: 1901 }, (_, i) => ({ name: `c${i}`, column: `c${i}`, type: 'text' as const }))
    expect(codeOf(() => beginLayer(opened.db, { name: 'Wide', kind: 'table', geometry: 'none', fields }))).toBe('TOO_MANY_COLUMNS')
    const layer = addLayer(opened, { name: 'Wide', kind: 'table', geometry: 'none', fields: fields.slice(0, 1900) }, [{ geometry: null, bounds: null, values: fields.slice(0, 1900).map((_, i) => String(i)) }])
    expect(readLayerInput(opened.db, layer.id, { columns: ['c1899'] }).columns.c1899).toEqual(['1899'])
    expect(readRows(opened.db, layer.id, { offset: 0, limit: 1, search: '1899' }).total).toBe(1)
  })
})

describe('an import that stops', () => {
  it('leaves no table, row or change when it is cancelled, and succeeds when it is run again', () => {
    const opened = project()
    addAreas(opened, 'Areas', 1)
    const before = opened.db.prepare('SELECT name FROM sqlite_master ORDER BY name').pluck().all()
    const rows = Array.from({ length: 5000 }, (_, i) => pointRow(i / 100, 1, ['x', i, '2020-01-01', 1]))
    const id = beginLayer(opened.db, { name: 'Events', kind: 'events', geometry: 'point', fields: eventFields })
    insertRows(opened.db, id, rows)
    cancelLayer(opened.db, id)
    expect(opened.db.prepare('SELECT name FROM sqlite_master ORDER BY name').pluck().all()).toEqual(before)
    expect([listLayers(opened.db).length, getChanges(opened.db).count, opened.db.prepare('SELECT count(*) FROM atlas_sources').pluck().get()]).toEqual([1, 1, 1])
    expect(addLayer(opened, { name: 'Events', kind: 'events', fields: eventFields }, rows).rows).toBe(5000)
  })

  it('keeps nothing of a batch with a row that is not as planned', () => {
    const opened = project()
    const id = beginLayer(opened.db, { name: 'E', kind: 'table', geometry: 'none', fields: [{ name: 'a', column: 'a', type: 'text' }] })
    expect(() => insertRows(opened.db, id, [{ geometry: null, bounds: null, values: ['x'] }, { geometry: null, bounds: null, values: [] }])).toThrow('0 values for 1 fields')
    expect(opened.db.prepare('SELECT count(*) FROM e').pluck().get()).toBe(0)
    expect(dropImporting(opened.db)).toBe(1)
  })
})

describe('names from hostile sources', () => {
  const hostile = fc.oneof(
    fc.constantFrom('"; DROP TABLE atlas_layers; --', "'", '""', 'sqlite_master', 'gpkg_contents', 'rtree_a_geom', 'fid', 'FID', 'geom', 'rowid', '__proto__', 'constructor', 'toString', '\u0000', '\u202Eabc', 'a\u0000b', 'select', ' ', '%s%n', '${x}', '../..', 'e\u0301', 'ﬁ', '😀'.repeat(40), 'x'.repeat(65536)),
    fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
  )

  it('stay data: the project is sound and its schema holds only what was asked for', () => {
    const opened = project()
    const own = new Set(opened.db.prepare('SELECT name FROM sqlite_master').pluck().all())
    fc.assert(fc.property(fc.uniqueArray(hostile, { minLength: 1, maxLength: 12 }), hostile, (columns, name) => {
      const wellFormed = [...columns, name].every((text) => text.isWellFormed() && !text.includes('\u0000'))
      if (getLayerByName(opened.db, name)) return
      const fields = columns.map((column) => ({ name: column, column, type: 'text' as const }))
      const layer = addLayer(opened, { name, fields }, [pointRow(1, 1, columns)])
      expect(layer.table).toMatch(/^[a-z][a-z0-9_]{0,29}$/)
      for (const field of layer.fields) expect(field.column).toMatch(/^[a-z][a-z0-9_]{0,62}$/)
      expect(new Set(layer.fields.map((field) => field.column)).size).toBe(columns.length)
      if (wellFormed) {
        expect([layer.name, layer.fields.map((field) => field.name)]).toEqual([name, columns])
        expect(readRows(opened.db, layer.id, { offset: 0, limit: 5, search: columns[0]!.slice(0, 20), sort: { field: columns[0]!, descending: true } }).rows[0]?.values ?? columns).toEqual(columns)
      }
      hideLayer(opened.db, layer.id)
    }), { numRuns: 80, seed: 7 })
    expect(listLayers(opened.db)).toEqual([])
    purgeHidden(opened.db)
    expect(new Set(opened.db.prepare('SELECT name FROM sqlite_master').pluck().all())).toEqual(own)
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})

describe('the content hash', () => {
  it('is the same for the same rows in another project, and another for any change', () => {
    const [a, b] = [project(), project()]
    addAreas(b, 'Other', 1)
    const hash = getContentHash(a.db, addEvents(a).id)
    const twin = addEvents(b)
    expect(getContentHash(b.db, twin.id)).toBe(hash)
    const edits = ['UPDATE events SET best = 4 WHERE fid = 1', "UPDATE events SET evenement = 'Bangui ' WHERE fid = 1", 'UPDATE events SET geom = (SELECT geom FROM events WHERE fid = 2) WHERE fid = 1', 'DELETE FROM events WHERE fid = 4', 'UPDATE events SET date = NULL WHERE fid = 1']
    const hashes = edits.map((sql) => {
      b.db.exec(`SAVEPOINT one; ${sql}`)
      const changed = contentHash(b.db, twin.id)
      b.db.exec('ROLLBACK TO one; RELEASE one')
      return changed
    })
    expect(new Set([hash, ...hashes]).size).toBe(edits.length + 1)
  })
})

describe('100,000 rows', () => {
  it('are imported in batches, indexed, hashed, undone and redone', () => {
    const opened = project()
    const rows: LayerInsert[] = Array.from({ length: 100_000 }, (_, i) => pointRow(((i * 7919) % 36_000) / 100 - 180, ((i * 104_729) % 17_000) / 100 - 85, [`Event ${i}`, i % 100, `2020-01-${String((i % 28) + 1).padStart(2, '0')}`, i / 7]))
    const id = beginLayer(opened.db, { name: 'Many', kind: 'events', geometry: 'point', fields: eventFields, dateField: 'date' })
    for (let from = 0; from < rows.length; from += 5000) insertRows(opened.db, id, rows.slice(from, from + 5000))
    const layer = finishLayer(opened.db, id, { read: rows.length, rejected: 0 })
    expect([layer.rows, layer.from, layer.to, layer.bbox]).toEqual([100_000, '2020-01-01', '2020-01-28', [-180, -85, 179.99, 84.99000000000001]])
    const inside = rows.filter((row) => row.bounds![0] >= 10 && row.bounds![0] <= 30 && row.bounds![1] >= -5 && row.bounds![1] <= 5).length
    expect(readLayerInput(opened.db, id, { bbox: [10, -5, 30, 5], columns: [] }).count).toBe(inside)
    undoChange(opened.db)
    expect(listLayers(opened.db)).toEqual([])
    redoChange(opened.db)
    expect(listLayers(opened.db)).toEqual([layer])
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
    expect(readFileSync(opened.path).length).toBeLessThan(25_000_000)
  })
})
