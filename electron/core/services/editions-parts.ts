import type { MultiPolygon } from 'geojson'
import type { Part } from '../../../shared/analysis/editions/crosswalk.ts'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import { numberOf } from '../../../shared/analysis/measures/numbers.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { decodeWkb, encodeWkb } from '../../../shared/geo/wkb.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { CallContext } from '../core.ts'
import type { CellsMessage, EditionMessage, EditionPartFound } from '../editions/job.ts'
import type { PeopleInput } from '../editions/people.ts'
import { runJob } from '../jobs.ts'
import type { Db } from '../sql/database.ts'
import { readLayerInput } from '../sql/layer-input.ts'
import { findMeantField, unknownField } from './fields.ts'
import { readRasterInput } from './raster-input.ts'
import type { Session } from './session.ts'

/** The parts that two editions share, and the size of each area in km² (null: no outline). */
export interface FoundParts { parts: Part[]; fromKm2: (number | null)[]; toKm2: (number | null)[]; people: number | null }

/** Lays two editions over each other in a process of its own; with a layer of people the parts are weighed by who lives there. Throws `NO_PEOPLE`, `UNKNOWN_FIELD`. */
export async function findParts(session: Session, db: Db, from: AreaInput, to: AreaInput, people: { layer: Layer; field: string | undefined } | null, context: CallContext): Promise<FoundParts> {
  const isRaster = people?.layer.kind === 'raster'
  const found: EditionPartFound[] = []
  const sizes: { fromKm2: (number | null)[]; toKm2: (number | null)[] } = { fromKm2: [], toKm2: [] }
  const packed = (areas: AreaInput): (Uint8Array | null)[] => areas.geometries.map((geometry) => (geometry ? encodeWkb(geometry) : null))
  const input = { from: packed(from), to: packed(to), people: people && !isRaster ? peopleOf(db, people.layer, people.field) : null, shapes: isRaster }
  await runJob(session.start, { job: 'edition', input }, (message: EditionMessage) => {
    if ('parts' in message) found.push(...message.parts)
    else if ('done' in message) context.report({ step: 'edition.comparing', ...message })
    else Object.assign(sizes, message)
  }, context.signal)
  const counts = people && isRaster ? await peopleInCells(session, db, people.layer, found, context) : found.map((part) => part.people)
  const parts = found.map((part, i): Part => ({ from: part.from, to: part.to, size: part.km2, amount: people ? (counts[i] ?? 0) : part.km2 }))
  const all = people ? parts.reduce((sum, part) => sum + part.amount, 0) : null
  if (all === 0) throw new AtlasError('NO_PEOPLE', `"${people!.layer.name}" has nobody in these areas. Choose another layer of people, or weights by surface.`)
  return { parts, ...sizes, people: all }
}

function peopleOf(db: Db, layer: Layer, field: string | undefined): PeopleInput {
  if (layer.geometry !== 'point' && layer.geometry !== 'polygon') throw new AtlasError('NOT_PEOPLE', `"${layer.name}" cannot weigh areas: people come from a raster, or from points or polygons with a field that counts them. Choose another layer.`)
  const meant = findMeantField(layer, field ?? 'population')
  if (!meant) throw unknownField(layer, field ?? 'population')
  const input = readLayerInput(db, layer.id, { columns: [meant.field] })
  const values = Float64Array.from(input.columns[meant.field]!, (value) => numberOf(value) ?? Number.NaN)
  if (input.positions) return { kind: 'points', positions: input.positions, values }
  return { kind: 'polygons', wkb: input.geometries!.map((geometry) => (geometry ? encodeWkb(geometry) : null)), values }
}

async function peopleInCells(session: Session, db: Db, layer: Layer, parts: readonly EditionPartFound[], context: CallContext): Promise<number[]> {
  const geometries = parts.map((part) => (part.wkb ? (decodeWkb(part.wkb) as MultiPolygon) : null))
  const names = parts.map((_, i) => String(i))
  const { grid, outlines, zonal } = readRasterInput(db, layer, { codes: names, names, parents: names.map(() => null), geometries }, [{ kind: 'raster-sum' }])
  if (!grid) return (zonal?.[0]?.results ?? []).map((one) => one?.sum ?? 0)
  let sums: number[] = []
  await runJob(session.start, { job: 'edition-cells', input: { outlines: outlines ?? geometries, grid } }, (message: CellsMessage) => {
    if ('sums' in message) sums = message.sums
    else context.report({ step: 'edition.counting', ...message })
  }, context.signal)
  return sums
}
