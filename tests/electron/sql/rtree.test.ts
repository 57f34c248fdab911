import fc from 'fast-check'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { collectBoxes, down, packRtree, up } from '../../../electron/core/sql/packed-rtree.ts'
import { rtreeTriggers } from '../../../electron/core/sql/rtree.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { addLayer, pointRow, project, squareRow } from './helpers.ts'

function packed(boxes: readonly Bounds[]): Database.Database {
  const db = new Database(':memory:')
  db.exec('CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy)')
  const room = collectBoxes(boxes.length)
  boxes.forEach((box, i) => room.add(i + 1, box))
  packRtree(db, 't', room.boxes)
  return db
}

function found(db: Database.Database, box: Bounds): number[] {
  return db.prepare<number[], number>('SELECT id FROM t WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? ORDER BY id').pluck().all(box[0], box[2], box[1], box[3])
}

const box = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })).map(([x, y, w, h]): Bounds => [x, y, x + w, y + h])

describe('a packed R-tree', () => {
  it('answers every search as a tree filled by SQLite does, and is sound to SQLite', () => {
    fc.assert(fc.property(fc.array(box, { maxLength: 400 }), fc.array(box, { minLength: 1, maxLength: 10 }), (boxes, searches) => {
      const ours = packed(boxes)
      const theirs = new Database(':memory:')
      theirs.exec('CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy)')
      const insert = theirs.prepare('INSERT INTO t VALUES (?, ?, ?, ?, ?)')
      boxes.forEach((one, i) => insert.run(i + 1, one[0], one[2], one[1], one[3]))
      expect(ours.prepare("SELECT rtreecheck('t')").pluck().get()).toBe('ok')
      for (const search of searches) {
        const exact = boxes.flatMap((one, i) => (one[2] >= search[0] && one[0] <= search[2] && one[3] >= search[1] && one[1] <= search[3] ? [i + 1] : []))
        const ids = found(ours, search)
        expect(exact.filter((id) => !ids.includes(id))).toEqual([])
        expect(ids.filter((id) => !exact.includes(id)).every((id) => found(theirs, search).includes(id) || touches(boxes[id - 1]!, search))).toBe(true)
      }
    }), { numRuns: 60, seed: 11 })
  })

  it.each([0, 1, 40, 41, 1600, 1641, 70_000])('of %i boxes is sound and holds all of them', (count) => {
    const boxes = Array.from({ length: count }, (_, i): Bounds => { const [x, y] = [((i * 7919) % 36_000) / 100 - 180, ((i * 104_729) % 17_000) / 100 - 85]; return [x, y, x + 0.01, y + 0.01] })
    const db = packed(boxes)
    expect([db.prepare("SELECT rtreecheck('t')").pluck().get(), db.prepare('SELECT count(*), sum(id) FROM t').raw().get()]).toEqual(['ok', [count, count === 0 ? null : (count * (count + 1)) / 2]])
  })

  it('takes later insertions, changes and removals', () => {
    const db = packed(Array.from({ length: 5000 }, (_, i): Bounds => [i / 50, i % 50, i / 50, i % 50]))
    db.exec('DELETE FROM t WHERE id % 3 = 0')
    const insert = db.prepare('INSERT OR REPLACE INTO t VALUES (?, ?, ?, ?, ?)')
    for (let i = 1; i <= 3000; i++) insert.run(i * 2 + 1000, i / 30, i / 30, 20, 20)
    expect(db.prepare("SELECT rtreecheck('t')").pluck().get()).toBe('ok')
    const ids = Array.from({ length: 5000 }, (_, i) => i + 1).filter((id) => id % 3 !== 0)
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(new Set([...ids, ...Array.from({ length: 3000 }, (_, i) => (i + 1) * 2 + 1000)]).size)
  })
})

/** Within what rounding to Float32 can widen a box by. */
function touches(one: Bounds, search: Bounds): boolean {
  const slack = 2e-5
  return one[2] + slack >= search[0] && one[0] - slack <= search[2] && one[3] + slack >= search[1] && one[1] - slack <= search[3]
}

describe('rounding outwards', () => {
  it('gives the nearest Float32 on the asked side', () => {
    fc.assert(fc.property(fc.double({ min: -1e30, max: 1e30, noNaN: true }), (value) => {
      expect([down(value) <= value, up(value) >= value, Math.fround(down(value)) === down(value), Math.fround(up(value)) === up(value)]).toEqual([true, true, true, true])
      if (Math.fround(value) === value) expect([down(value), up(value)]).toEqual([value, value])
    }), { seed: 3 })
    expect([down(0.1), up(0.1), down(-0.1), up(-0.1), up(1e-50), down(-1e-50)]).toEqual([0.09999999403953552, 0.10000000149011612, -0.10000000149011612, -0.09999999403953552, 1.401298464324817e-45, -1.401298464324817e-45])
  })
})

describe('the triggers of a layer', () => {
  it('are the six of the standard', () => {
    const names = Object.keys(rtreeTriggers('a', 'geom', 'fid'))
    expect(names).toEqual(['insert', 'update1', 'update2', 'update3', 'update4', 'delete'].map((name) => `rtree_a_geom_${name}`))
    const opened = project()
    addLayer(opened, { name: 'a' }, [pointRow(1, 1, [])])
    expect(opened.db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").pluck().all()).toEqual(names)
  })

  it('keep the index true through every kind of edit', () => {
    const opened = project()
    addLayer(opened, { name: 'a', geometry: 'polygon' }, [squareRow(0, 0, []), squareRow(10, 10, []), squareRow(20, 20, [])])
    const index = (): unknown[] => opened.db.prepare('SELECT id, minx, miny FROM rtree_a_geom ORDER BY id').raw().all()
    opened.db.exec('UPDATE a SET geom = (SELECT geom FROM a WHERE fid = 3) WHERE fid = 1')
    expect(index()).toEqual([[1, 20, 20], [2, 10, 10], [3, 20, 20]])
    opened.db.exec('UPDATE a SET geom = NULL WHERE fid = 1')
    expect(index()).toEqual([[2, 10, 10], [3, 20, 20]])
    opened.db.exec('UPDATE a SET geom = (SELECT geom FROM a WHERE fid = 2) WHERE fid = 1')
    opened.db.exec('UPDATE a SET fid = 9 WHERE fid = 3')
    expect(index()).toEqual([[1, 10, 10], [2, 10, 10], [9, 20, 20]])
    opened.db.exec('UPDATE a SET fid = 8, geom = NULL WHERE fid = 9')
    opened.db.exec('INSERT INTO a (geom) SELECT geom FROM a WHERE fid = 2')
    opened.db.exec('DELETE FROM a WHERE fid = 1')
    expect(index()).toEqual([[2, 10, 10], [9, 10, 10]])
  })
})
