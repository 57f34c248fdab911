import type { RepairCode } from '../../../shared/model/doctor.ts'
import { areaKm2 } from '../../../shared/geo/area.ts'
import { prepareGeometry } from '../import/geometry.ts'
import { combinePolygons } from '../import/overlay.ts'
import { ringBounds, wound, type Ring, type Rings } from '../import/rings.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { borderOf, liesOn } from './border.ts'
import { defectsOf } from './defects.ts'
import { findDuplicates } from './duplicates.ts'
import { formCodes } from './examine.ts'
import { findGaps, type Gap } from './gaps.ts'
import { unpack, type DoctorInput, type Patient } from './input.ts'
import { findNearDuplicates } from './near-duplicates.ts'
import { neighbourhoodOf, plotOf, type Neighbourhood } from './neighbours.ts'
import { findOverlaps, shapesOf } from './overlaps.ts'
import { said } from './said.ts'
import { findSlivers } from './slivers.ts'

export interface RepairInput extends DoctorInput { codes: RepairCode[] }

/** A record with a new geometry (WKB), or one to remove. */
export interface RepairChange { fid: number; wkb: Uint8Array | null }

/** A cut may leave a scrap, or make a wide overlap narrow enough for the next round. */
const mostRounds = 5

/** What a repair says: how far it is, then what to change. */
export type RepairMessage = { done: number; total: number } | { changes: RepairChange[]; repaired: { code: RepairCode; count: number; areaKm2: number }[] }

/** Works out the repair of a layer; nothing is stored. Neighbours that shared a border share it afterwards: all cuts keep the corners there are. */
export function* repairLayer(input: RepairInput): Generator<RepairMessage> {
  const work = createWork(unpack(input.features))
  const wants = (code: RepairCode): boolean => input.codes.includes(code)
  yield* repairForms(work, input)
  if (wants('DUPLICATE_FEATURE')) for (const { patient } of findDuplicates(work.patients)) { work.remove(patient.fid); work.count('DUPLICATE_FEATURE', 0) }
  if (wants('NEAR_DUPLICATE')) for (const { patient, sameValues } of findNearDuplicates(work.patients)) if (sameValues) { work.remove(patient.fid); work.count('NEAR_DUPLICATE', 0) }
  for (let round = 0, before = -1; input.areas && round < mostRounds && work.total() !== before; round++) {
    before = work.total()
    if (wants('OVERLAP')) yield* cutOverlaps(work, input.repairKm)
    if (wants('GAP')) yield* closeGaps(work, input.repairKm)
    if (wants('SLIVER')) moveSlivers(work)
  }
  yield { changes: work.changes(), repaired: input.codes.flatMap((code) => work.counted(code)) }
}

interface Work {
  patients: Patient[]
  around(): Neighbourhood
  set(fid: number, polygons: Rings[]): void
  remove(fid: number): void
  replace(patient: Patient): void
  count(code: RepairCode, areaKm2: number): void
  total(): number
  counted(code: RepairCode): { code: RepairCode; count: number; areaKm2: number }[]
  changes(): RepairChange[]
}

function createWork(patients: Patient[]): Work {
  const now = new Map(patients.map((patient) => [patient.fid, patient]))
  const touched = new Set<number>()
  const counts = new Map<RepairCode, { code: RepairCode; count: number; areaKm2: number }>()
  return {
    patients,
    around: () => neighbourhoodOf([...now.values()].map(plotOf).filter((plot) => plot !== null)),
    set(fid, polygons) { touched.add(fid); now.set(fid, { ...now.get(fid)!, geometry: { type: 'MultiPolygon', coordinates: polygons.map(wound) } }) },
    remove(fid) { touched.add(fid); now.delete(fid) },
    replace(patient) { touched.add(patient.fid); now.set(patient.fid, patient) },
    count(code, km2) {
      const one = counts.get(code) ?? { code, count: 0, areaKm2: 0 }
      counts.set(code, { code, count: one.count + 1, areaKm2: one.areaKm2 + km2 })
    },
    total: () => [...counts.values()].reduce((sum, one) => sum + one.count, 0),
    counted: (code) => { const one = counts.get(code); return one ? [one] : [] },
    changes: () => [...touched].toSorted((a, b) => a - b).map((fid) => {
      const geometry = now.get(fid)?.geometry
      return { fid, wkb: geometry ? encodeWkb(geometry) : null }
    }),
  }
}

function* repairForms(work: Work, input: RepairInput): Generator<RepairMessage> {
  const codes = formCodes.filter((code) => (input.codes as string[]).includes(code))
  if (codes.length === 0) return
  for (const [i, patient] of work.patients.entries()) {
    const found = defectsOf(patient.geometry, patient.flat).map((spot) => spot.code).filter((code) => codes.includes(code)) as RepairCode[]
    const made = found.length > 0 && patient.geometry ? prepareGeometry(patient.geometry).geometry : null
    if (made) {
      const moved = Math.abs(areaKm2(made) - areaKm2(patient.geometry))
      work.replace({ ...patient, flat: true, geometry: made })
      for (const code of found) work.count(code, code === 'SELF_INTERSECTION' ? moved : 0)
    }
    yield { done: i, total: work.patients.length * 2 }
  }
}

/** Each sliver goes to the neighbour with the longest shared border: also those that cuts have left, which is why it comes after them. */
function moveSlivers(work: Work): void {
  const around = work.around()
  const polygons = new Map(around.plots.map((plot, i) => [i, plot.polygons.slice()]))
  for (const { plot, part, to, areaKm2: km2 } of findSlivers(around)) {
    if (to === null) continue
    const rings = around.plots[plot]!.polygons[part]!
    polygons.set(plot, polygons.get(plot)!.filter((other) => other !== rings))
    polygons.set(to, combinePolygons([polygons.get(to)!, [rings]], ([a, b]) => a! || b!))
    for (const one of [plot, to]) work.set(around.plots[one]!.fid, polygons.get(one)!)
    work.count('SLIVER', km2)
  }
}

/** Narrow overlaps go to the area whose rest has the longer border with them. */
function* cutOverlaps(work: Work, repairKm: number): Generator<RepairMessage> {
  const around = work.around()
  const total = around.plots.length * 2
  const overlaps = yield* said(findOverlaps(around, shapesOf(around.plots)), (done) => ({ done: Math.round(done * around.plots.length), total }))
  const polygons = around.plots.map((plot) => plot.polygons)
  for (const { a, b, keeper, widthKm, areaKm2: km2 } of overlaps) {
    if (widthKm > repairKm) continue
    yield { done: around.plots.length, total }
    const loser = keeper === a ? b : a
    const rest = combinePolygons([polygons[loser]!, polygons[keeper]!], ([own, others]) => own! && !others!)
    if (rest.length === 0) continue
    polygons[loser] = rest
    work.set(around.plots[loser]!.fid, rest)
    work.count('OVERLAP', km2)
  }
}

/** Narrow gaps go to the area with the longest shared border. */
function* closeGaps(work: Work, repairKm: number): Generator<RepairMessage> {
  const around = work.around()
  const polygons = around.plots.map((plot) => plot.polygons)
  const total = around.plots.length * 2
  const found = yield* said(findGaps(around, shapesOf(around.plots)), (done) => ({ done: Math.round((1 + 0.5 * done) * around.plots.length), total }))
  const gaps = found.filter((gap) => gap.widthKm <= repairKm)
  for (const [i, gap] of gaps.entries()) {
    yield { done: Math.round((1.5 + (0.5 * i) / gaps.length) * around.plots.length), total }
    const ground = groundOf(gap, around, polygons)
    const [to] = gap.plots as [number]
    if (ground.length === 0) continue
    polygons[to] = combinePolygons([polygons[to]!, ground], ([own, more]) => own! || more!)
    work.set(around.plots[to]!.fid, polygons[to]!)
    work.count('GAP', gap.areaKm2)
  }
}

/** The ground of a gap with the exact corners of the areas around it: what none of them covers, enclosed near the gap and with a corner on its ring, which lies on a coarser grid. */
function groundOf(gap: Gap, around: Neighbourhood, polygons: readonly Rings[][]): Rings[] {
  const [west, south, east, north] = ringBounds(gap.ring)
  const wide = 0.001 + 0.1 * Math.max(east - west, north - south)
  const frame: Ring = [[west - wide, south - wide], [east + wide, south - wide], [east + wide, north + wide], [west - wide, north + wide], [west - wide, south - wide]]
  const beside = around.meeting([west - wide, south - wide, east + wide, north + wide]).map((plot) => polygons[plot]!)
  const edge = borderOf([[gap.ring]])
  return combinePolygons([[[frame]], ...beside], ([inFrame, ...covered]) => inFrame! && !covered.some((one) => one)).filter((rings) => {
    const box = ringBounds(rings[0]!)
    return box[0] > west - wide && box[1] > south - wide && box[2] < east + wide && box[3] < north + wide && rings[0]!.some((position) => liesOn(position, edge))
  })
}
