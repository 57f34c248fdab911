import type { Position } from 'geojson'
import { expect, it } from 'vitest'
import { examineLayer, type ExamineMessage } from '../../electron/core/doctor/examine.ts'
import { repairLayer, type RepairMessage } from '../../electron/core/doctor/repair.ts'
import { repairCodes } from '../../shared/model/doctor.ts'
import { inputOf, polygon, type MadeRecord } from '../electron/doctor/defective.ts'

const side = 71
const perEdge = 50

/** A tiling whose neighbours share winding borders, corner by corner; every fiftieth area has a border that bulges into the next one. */
function tiling(): { records: MadeRecord[]; corners: number; bulges: number } {
  const edge = (x: number, y: number, up: boolean): Position[] => Array.from({ length: perEdge }, (_, i) => {
    const along = (i / perEdge) * 0.1
    const off = i === 0 ? 0 : Math.sin(i * 12.9898 + x * 78.233 + y * 37.719) * 0.002
    return up ? [x * 0.1 + off, y * 0.1 + along] : [x * 0.1 + along, y * 0.1 + off]
  })
  const back = (path: Position[], end: Position): Position[] => [end, ...path.slice(1).toReversed()]
  let corners = 0, bulges = 0
  const records = Array.from({ length: side * side }, (_, k): MadeRecord => {
    const [x, y] = [Math.floor(k / side), k % side]
    const ring = [...edge(x, y, false), ...edge(x + 1, y, true), ...back(edge(x, y + 1, false), [(x + 1) * 0.1, (y + 1) * 0.1]), ...back(edge(x, y, true), [x * 0.1, (y + 1) * 0.1])].map((position) => [...position])
    if (k % 50 === 7) {
      if (x < side - 1) bulges++
      for (let i = 60; i < 90; i++) ring[i]![0]! += 0.0008
    }
    corners += ring.length + 1
    return { code: `A${k}`, geometry: polygon([...ring, ring[0]!]) }
  })
  return { records, corners, bulges }
}

/** Runs to the end and says what it came to, how long that took, and the longest it was silent. */
function run<T>(messages: Iterable<T>): { last: T; seconds: number; silentSeconds: number } {
  const start = performance.now()
  let before = start, silent = 0, last: T | undefined
  for (const message of messages) {
    const now = performance.now()
    silent = Math.max(silent, now - before)
    before = now
    last = message
  }
  return { last: last!, seconds: (performance.now() - start) / 1000, silentSeconds: silent / 1000 }
}

it('5,000 areas with a million corners are examined and repaired, with a word about it all the way', () => {
  const { records, corners, bulges } = tiling()
  const input = inputOf(records)
  const examined = run<ExamineMessage>(examineLayer(input))
  const repaired = run<RepairMessage>(repairLayer({ ...input, codes: [...repairCodes] }))
  process.stdout.write(`${records.length} areas, ${corners} corners: examined in ${examined.seconds.toFixed(1)} s (silent ${examined.silentSeconds.toFixed(1)} s), repaired in ${repaired.seconds.toFixed(1)} s (silent ${repaired.silentSeconds.toFixed(1)} s), ${Math.round(process.memoryUsage().rss / 1e6)} MB\n`)
  expect((examined.last as Extract<ExamineMessage, { findings: unknown }>).findings.map((one) => [one.code, one.count, one.repairable])).toEqual([['OVERLAP', bulges, bulges]])
  expect((repaired.last as Extract<RepairMessage, { changes: unknown }>).repaired.map((one) => [one.code, one.count])).toEqual([['OVERLAP', bulges]])
}, 600_000)
