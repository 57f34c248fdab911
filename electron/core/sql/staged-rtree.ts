import type { Db } from './database.ts'
import { quote } from './name.ts'
import { nodeBytes, packNodes } from './packed-rtree.ts'
import { insertStaged } from './stage.ts'
import type { TreeRoom } from './tree-room.ts'

const linkBytes = 7
const linksAtOnce = 200_000
const nodeRoom = 4_000_000

/** Fills an empty R-tree from the boxes of a layer in short transactions, not inside another one. Each step answers how many of `total` parts are done. The tree is whole only at the end. */
export function* stageTree(db: Db, tree: string, room: TreeRoom): Generator<{ done: number; total: number }> {
  const boxes = room.take()
  if (boxes.count === 0) return
  const bytes = nodeBytes(db, tree)
  const total = boxes.count * 2
  const nodes = createNodeStage(db, `${tree}_node`, bytes)
  const nodeOf = new Uint32Array(boxes.count)
  const parents: number[] = []
  let root: Buffer | null = null
  for (const done of packNodes(boxes, bytes, {
    node(number, data) { if (number === 1) root = data; else nodes.add(number, data) },
    row(_, box, node) { nodeOf[box] = node },
    parent(node, above) { parents[node - 2] = above },
  })) yield { done, total }
  nodes.flush()
  for (let from = 0; from < boxes.count; from += linksAtOnce) {
    const count = Math.min(linksAtOnce, boxes.count - from)
    insertLinks(db, `${tree}_rowid`, 'rowid INTEGER PRIMARY KEY, nodeno', count, (i) => boxes.id(from + i), (i) => nodeOf[from + i]!)
    yield { done: boxes.count + from + count, total }
  }
  if (parents.length > 0) insertLinks(db, `${tree}_parent`, 'nodeno INTEGER PRIMARY KEY, parentnode', parents.length, (i) => i + 2, (i) => parents[i]!)
  if (root) unsafely(db, () => db.prepare(`UPDATE ${quote(`${tree}_node`)} SET data = ? WHERE nodeno = 1`).run(root))
}

function insertLinks(db: Db, table: string, columns: string, count: number, id: (i: number) => number, node: (i: number) => number): void {
  const bytes = Buffer.allocUnsafe(count * linkBytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const at = i * linkBytes
    bytes[at] = 3
    bytes[at + 1] = 0
    bytes[at + 2] = 4
    view.setInt32(at + 3, node(i))
    ends[i] = at + linkBytes
  }
  unsafely(db, () => insertStaged(db, { table, columns, rows: { count, bytes, ends, rowid: id } }))
}

/** Collects nodes as records of a number and a blob, and puts them in place some megabytes at a time. */
function createNodeStage(db: Db, table: string, bytes: number) {
  const type = 12 + 2 * bytes
  const recordBytes = 4 + bytes
  const records = Buffer.allocUnsafe(Math.ceil(nodeRoom / recordBytes) * recordBytes)
  const first: number[] = []
  const flush = (): void => {
    const count = first.length
    if (count === 0) return
    const ends = new Uint32Array(count).map((_, i) => (i + 1) * recordBytes)
    unsafely(db, () => insertStaged(db, { table, columns: 'nodeno INTEGER PRIMARY KEY, data', rows: { count, bytes: records.subarray(0, count * recordBytes), ends, rowid: (i) => first[i]! } }))
    first.length = 0
  }
  return {
    add(number: number, data: Buffer) {
      const at = first.length * recordBytes
      records[at] = 4
      records[at + 1] = 0
      records[at + 2] = (type >> 7) | 128
      records[at + 3] = type & 127
      data.copy(records, at + 4)
      first.push(number)
      if ((first.length + 1) * recordBytes > records.byteLength) flush()
    },
    flush,
  }
}

/** The module's own tables can be written in this mode only. */
function unsafely(db: Db, work: () => void): void {
  db.unsafeMode(true)
  try { work() } finally { db.unsafeMode(false) }
}
