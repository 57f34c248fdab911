import fc from 'fast-check'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createRecordWriter } from '../../../electron/core/import/record-writer.ts'
import { createRowsHash } from '../../../electron/core/sql/rows-hash.ts'
import { insertStaged } from '../../../electron/core/sql/stage.ts'
import { stageImage } from '../../../electron/core/sql/stage-image.ts'
import { project } from './helpers.ts'

type Cell = string | number | null
const columns = 'fid INTEGER PRIMARY KEY NOT NULL, geom POINT, a TEXT, b INTEGER, c DOUBLE'

/** Rows of a geometry (or none) and three values, packed. */
function packed(rows: readonly { geom: Uint8Array | null; values: Cell[] }[]): { bytes: Buffer; ends: Uint32Array } {
  const writer = createRecordWriter(5)
  const ends = rows.map(({ geom, values }) => {
    writer.begin()
    if (geom) writer.bytes.set(geom, writer.blob(geom.byteLength))
    else writer.value(null)
    for (const value of values) writer.value(value)
    return writer.finish()
  })
  return { bytes: Buffer.from(writer.bytes.subarray(0, writer.end)), ends: Uint32Array.from(ends) }
}

function imageOf(rows: readonly { geom: Uint8Array | null; values: Cell[] }[], first = 1): Buffer {
  return stageImage(`CREATE TABLE rows (${columns})`, { count: rows.length, ...packed(rows), rowid: (row) => first + row }, Buffer.alloc(0))
}

const text = fc.string({ unit: fc.oneof(fc.constantFrom('a', 'é', '"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'ß', '漢', '\u2028', '😀', ',', 'ط'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 60 })
const number = fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 127, 128, -128, -129, 32767, 32768, -32769, 2147483647, 2147483648, -2147483649, 2 ** 47, 2 ** 51, -(2 ** 51), 2 ** 53, 2 ** 63, 1e300, 0.1, -2.5), fc.double({ noNaN: true, noDefaultInfinity: true }))
const row = fc.record({ geom: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 })), values: fc.tuple(fc.option(text), fc.option(fc.integer()), fc.option(number)) })

describe('a database made of packed rows', () => {
  it('is sound to SQLite and gives every value back', () => {
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const db = new Database(imageOf(rows, 7))
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.prepare('SELECT * FROM rows').raw().all()).toEqual(rows.map(({ geom, values: [a, b, c] }, i) => [i + 7, geom ? Buffer.from(geom) : null, a, b, c === null ? null : c + 0]))
      db.close()
    }), { numRuns: 150, seed: 5 })
  })

  it.each([32_700, 32_733, 32_734, 40_000, 65_000, 65_537, 1_000_000])('keeps a text of %i characters, over several pages where one is not enough', (length) => {
    const value = 'x'.repeat(length - 1) + 'y'
    const db = new Database(imageOf([{ geom: null, values: ['before', 1, 1.5] }, { geom: null, values: [value, 2, 2.5] }, { geom: Buffer.alloc(length, 7), values: ['behind', 3, 3.5] }]))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT a, length(geom) FROM rows ORDER BY fid').raw().all()).toEqual([['before', null], [value, null], ['behind', length]])
    db.close()
  })

  it('of 100,000 rows is sound and has its rows in order', () => {
    const db = new Database(imageOf(Array.from({ length: 100_000 }, (_, i) => ({ geom: null, values: [`row ${i}`, i, i / 4] }))))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT count(*), sum(b), max(a), min(fid), max(fid) FROM rows').raw().get()).toEqual([100_000, 4_999_950_000, 'row 99999', 1, 100_000])
    expect(db.prepare('SELECT a FROM rows WHERE fid = 77777').pluck().get()).toBe('row 77776')
    db.close()
  })
})

describe('rows that are moved from a made database', () => {
  it('go whole, record by record, and only together with what belongs to them', () => {
    const { db } = project()
    db.exec(`CREATE TABLE moved (${columns.replace('KEY NOT', 'KEY AUTOINCREMENT NOT')})`)
    const rows = [{ geom: Buffer.alloc(29, 1), values: ['é', 5, 0.5] as Cell[] }, { geom: null, values: [null, null, 3] as Cell[] }]
    const staged = { table: 'moved', columns, rows: { count: 2, ...packed(rows), rowid: (i: number) => i + 1 } }
    expect(() => insertStaged(db, staged, () => { throw new Error('what belongs to them fails') })).toThrow('what belongs to them fails')
    expect(db.prepare('SELECT count(*) FROM moved').pluck().get()).toBe(0)
    insertStaged(db, staged)
    expect(db.prepare('SELECT fid, a, b, c, typeof(c) FROM moved').raw().all()).toEqual([[1, 'é', 5, 0.5, 'real'], [2, null, null, 3, 'real']])
    expect(() => insertStaged(db, staged)).toThrow(/UNIQUE|constraint/)
    expect(db.prepare("SELECT name FROM pragma_database_list ORDER BY name").pluck().all()).toEqual(['main'])
    db.exec(`ATTACH ':memory:' AS atlas_stage; CREATE TABLE atlas_stage.rows (${columns})`)
    const plan = db.prepare('EXPLAIN INSERT INTO main.moved SELECT * FROM atlas_stage.rows').all() as { opcode: string }[]
    expect(plan.map((step) => step.opcode).filter((opcode) => opcode === 'RowCell' || opcode === 'Column' || opcode === 'MakeRecord')).toContain('RowCell')
  })
})

describe('the hash of packed rows', () => {
  it('is that of the same rows read back', () => {
    fc.assert(fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const { bytes, ends } = packed(rows)
      const [a, b] = [createRowsHash(true), createRowsHash(true)]
      rows.forEach(({ geom, values }, i) => {
        a.addRecord(bytes, i ? ends[i - 1]! : 0, ends[i]!, i + 1)
        b.add(geom, i + 1, values.map((value) => typeof value === 'string' ? value.toWellFormed() : value))
      })
      expect(a.digest()).toBe(b.digest())
    }), { numRuns: 300, seed: 9 })
  })

  it('turns where texts are long and where geometries are many', () => {
    const rows = Array.from({ length: 1200 }, (_, i) => ({ geom: i % 3 ? Buffer.alloc(i % 90 + 1, i) : null, values: ['é"😀\n'.repeat(i % 400), i, i / 8] as Cell[] }))
    const { bytes, ends } = packed(rows)
    const [a, b] = [createRowsHash(true), createRowsHash(true)]
    rows.forEach(({ geom, values }, i) => { a.addRecord(bytes, i ? ends[i - 1]! : 0, ends[i]!, i + 1); b.add(geom, i + 1, values) })
    expect(a.digest()).toBe(b.digest())
  })

  it('refuses bytes that are no record', () => {
    const { bytes } = packed([{ geom: null, values: ['abc', 1, 0.5] }])
    for (let cut = 0; cut < bytes.byteLength; cut++) expect(() => createRowsHash(true).addRecord(bytes, 0, cut, 1)).toThrow()
    expect(() => createRowsHash(true).addRecord(Buffer.concat([bytes, Buffer.from([0])]), 0, bytes.byteLength + 1, 1)).toThrow('not a record')
  })
})
