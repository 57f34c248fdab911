import type { Geometry, Position } from 'geojson'
import type { ImportPreview, PreviewColumn, PreviewMap } from '../../../shared/model/import.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { linesOf, pointsOf, polygonsOf } from '../../../shared/geo/parts.ts'
import type { OpenedLayer, SourceRow } from '../formats/format.ts'
import { createNotebook, type Notebook } from '../formats/notebook.ts'
import type { CellValue } from './ready.ts'
import type { Recipe } from './recipe.ts'
import { makeRow, type MadeRow } from './rows.ts'
import type { Survey } from './survey.ts'

const shownRows = 200
const shownPoints = 2000
const shownPositions = 20_000
const shownOdd = 50
const linePositions = 80
/** Shapes are put right while they are read; past so many positions a preview looks no further. */
const lookedPositions = 400_000

/** What the second look at the first records finds: the records as they would be stored, what would be rejected, and where they lie. */
export interface Look { sample: CellValue[][]; notes: Notebook; looked: NonNullable<ImportPreview['looked']>; map: PreviewMap }

const oddCodes = ['NULL_ISLAND', 'POSITION_OUTSIDE_WORLD', 'POSITION_SWAPPED', 'POSITION_FAR']

/** Makes the first `limit` records as the import would, and keeps what a preview shows of them. */
export async function lookAtRows(layer: OpenedLayer, recipe: Recipe, limit: number): Promise<Look> {
  const notes = createNotebook()
  const reasons = createNotebook()
  const map = createMap()
  const sample: CellValue[][] = []
  let rows = 0, rejected = 0, whole = true
  for await (const batch of layer.batches()) {
    for (const row of batch) {
      if (rows >= limit || map.positions() > lookedPositions) { whole = false; break }
      rows += 1
      const own = createNotebook()
      const made = makeRow(row, recipe, own)
      for (const note of own.list()) notes.add(note.code, note.sample, note.count)
      if ('code' in made) { rejected += 1; reasons.add(made.code, made.text); continue }
      map.add(made, row, own)
      if (sample.length < shownRows) sample.push(made.values)
    }
    if (!whole) break
  }
  return { sample, notes, looked: { rows, whole, rejected, reasons: reasons.list() }, map: map.end() }
}

/** What each column of the source becomes. */
export function previewColumns(survey: Survey, recipe: Recipe): PreviewColumn[] {
  const { place, plan, areas } = recipe
  const isPlace = (at: number): PreviewColumn['role'] => (place.from === 'wkt' && place.column === at ? 'geometry' : place.from === 'pair' && place.column === at ? 'geometry' : place.from === 'columns' && place.lon === at ? 'lon' : place.from === 'columns' && place.lat === at ? 'lat' : null)
  const fieldAt = fieldIndexes(recipe)
  return survey.stats.map((stats, at): PreviewColumn => {
    const field = fieldAt.has(at) ? plan.fields[fieldAt.get(at)!]! : null
    const role = areas?.code === at || (areas === null && recipe.codeColumn === at) ? 'code' : areas?.label === at ? 'label' : areas?.parent === at ? 'parent' : isPlace(at) ?? (field !== null && field.name === plan.dateField ? 'date' : null)
    return { source: stats.name, name: field?.name ?? null, type: field?.type ?? 'text', role, filled: stats.filled, sample: stats.sample }
  })
}

/** Where in the plan's fields each column of the source stands. */
function fieldIndexes({ columns, areas }: Recipe): Map<number, number> {
  const found = new Map<number, number>()
  let next = areas ? 3 : 0
  for (const { source, keepsText } of columns) {
    found.set(source, next)
    next += keepsText ? 2 : 1
  }
  return found
}

interface MapMaker { add(made: MadeRow, row: SourceRow, notes: Notebook): void; positions(): number; end(): PreviewMap }

/** Collects what a small map shows: points thinned evenly, outlines with few positions, odd places one by one. */
function createMap(): MapMaker {
  const points: [number, number][] = []
  const lines: [number, number][][] = []
  const odd = new Map<string, { code: string; count: number; points: [number, number][] }>()
  let box: Bounds | null = null
  let seen = 0, stride = 1, drawn = 0, positions = 0
  return {
    add({ geometry }, _row, notes) {
      const code = notes.list().find((note) => oddCodes.includes(note.code))?.code
      if (code !== undefined) {
        const one = odd.get(code) ?? { code, count: 0, points: [] }
        odd.set(code, one)
        one.count += 1
        const [at] = code === 'NULL_ISLAND' ? [[0, 0] as Position] : pointsOf(geometry)
        if (at && one.points.length < shownOdd) one.points.push(rounded(at))
      }
      if (geometry === null) return
      const bounds = code === 'POSITION_FAR' ? null : boundsOf(geometry)
      if (bounds) box = box === null ? bounds : [Math.min(box[0], bounds[0]), Math.min(box[1], bounds[1]), Math.max(box[2], bounds[2]), Math.max(box[3], bounds[3])]
      for (const at of code === undefined ? pointsOf(geometry) : []) {
        if (seen++ % stride === 0) points.push(rounded(at))
        if (points.length > shownPoints) { points.splice(0, points.length, ...points.filter((_, i) => i % 2 === 0)); stride *= 2 }
      }
      for (const path of pathsOf(geometry)) {
        positions += path.length
        if (drawn > shownPositions) continue
        const thin = thinned(path)
        drawn += thin.length
        lines.push(thin)
      }
    },
    positions: () => positions,
    end: () => ({ box, points, lines, odd: [...odd.values()] }),
  }
}

function pathsOf(geometry: Geometry): Position[][] {
  return [...linesOf(geometry), ...polygonsOf(geometry).map((rings) => rings[0] ?? [])]
}

/** Every so many-th position, the last one always. */
function thinned(path: Position[]): [number, number][] {
  const step = Math.max(1, Math.ceil(path.length / linePositions))
  return path.filter((_, i) => i % step === 0 || i === path.length - 1).map(rounded)
}

function rounded([x, y]: Position): [number, number] {
  return [Math.round(x! * 1e5) / 1e5, Math.round(y! * 1e5) / 1e5]
}
