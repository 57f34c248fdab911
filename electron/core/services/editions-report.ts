import type { MoveResult } from '../../../shared/analysis/editions/move.ts'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import type { EditionReport, MovedColumn, UnplacedArea } from '../../../shared/model/edition.ts'
import type { Choice } from '../../../shared/model/import.ts'
import type { LayerKind } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Plan } from './editions-plan.ts'

interface About { layer: string; kind: LayerKind; made: string; from: AreaInput; to: AreaInput; notes: Note[] }

/** What a move did: counts by how areas went, sums before and after, and what found no place on either side. */
export function reportOf(plan: Plan, result: MoveResult, coverages: readonly { name: string; coverage: string }[], { from, to, notes, ...about }: About): EditionReport {
  const { crosswalk, said } = plan.meeting
  const withData = [...new Set(plan.areas.filter((area) => area >= 0))]
  const wentWhole = (i: number): boolean => crosswalk.byFrom[i]!.length === 1 && crosswalk.outside[i] === 0
  const unplacedOnes = withData.filter((i) => crosswalk.byFrom[i]!.length === 0)
  const summed = plan.columns.flatMap((column, c) => (column.rule === 'sum' ? [c] : []))
  const has = new Set(withData)
  const reached = to.codes.map((_, k) => crosswalk.byTo[k]!.filter((link) => has.has(link.from)))
  const columns = plan.columns.flatMap((column, c): MovedColumn[] => {
    if (column.rule === 'leave') return []
    const values = result.rows.map((row) => row.moved[c]!)
    const known = values.filter((one) => one.value !== null)
    const lost = result.unplaced.map((one) => one.values[c] ?? 0)
    return [{
      name: column.name, rule: column.rule, weight: column.weight, coverage: coverages.find((one) => one.name === column.name)?.coverage ?? null,
      before: result.before[c]!, after: result.after[c]!, unplaced: column.rule === 'sum' ? lost.reduce((sum, one) => sum + one, 0) : null,
      values: known.length, partial: known.filter((one) => one.coverage < 1).length, missing: values.length - known.length,
    }]
  })
  const plain = said.by === 'list' || said.by === 'codes' ? plan.columns.filter((column) => column.rule === 'mean' && column.weight === null).length : 0
  return {
    ...about, crosswalk: said,
    areas: { withData: withData.length, exactly: withData.filter(wentWhole).length, byWeights: withData.length - withData.filter(wentWhole).length - unplacedOnes.length, unplaced: unplacedOnes.length },
    targets: { exactly: reached.filter((own) => own.length > 0 && own.every((link) => wentWhole(link.from))).length, byWeights: reached.filter((own) => own.some((link) => !wentWhole(link.from))).length, withoutData: reached.filter((own) => own.length === 0).length },
    rows: { before: plan.input.count, after: result.rows.length, withoutArea: plan.areas.filter((area) => area < 0).length },
    columns, summed: summed.map((c) => plan.columns[c]!.name),
    unplaced: result.unplaced.map((one): UnplacedArea => ({ code: from.codes[one.from] ?? null, name: from.names[one.from] ?? '', rows: one.rows, share: one.share, values: summed.map((c) => one.values[c] ?? null) })),
    withoutData: reached.flatMap((own, k) => (own.length === 0 ? [{ code: to.codes[k]!, name: to.names[k]! }] : [])),
    notes: [...notes, ...(plain > 0 && (said.counts.merged > 0 || said.counts.shift > 0) ? [{ code: 'EDITION_PLAIN_MEAN', count: plain, sample: 'without outlines or people, rates of joined areas were averaged by the weights of the list alone' }] : []), ...unplacedNotes(result, columns)],
  }
}

function unplacedNotes(result: MoveResult, columns: readonly MovedColumn[]): Note[] {
  const notes: Note[] = []
  const without = result.unplaced.find((one) => one.from < 0), outside = result.unplaced.filter((one) => one.from >= 0)
  if (without) notes.push({ code: 'EDITION_ROWS_WITHOUT_AREA', count: without.rows, sample: 'rows name no area of the old edition and were not moved' })
  if (outside.length > 0) notes.push({ code: 'EDITION_UNPLACED', count: outside.length, sample: 'areas lie wholly or in part where the new edition has none; that share of their values was not moved' })
  const partial = columns.reduce((sum, one) => sum + one.partial, 0)
  if (partial > 0) notes.push({ code: 'EDITION_PARTIAL', count: partial, sample: 'values rest on a part of their area only; the column beside them says on how much' })
  return notes
}

/** How a layer was moved, as the layer remembers its choices. */
export function choicesOf({ layer, crosswalk: { from, to, by, weights, tolerance }, columns }: EditionReport): Choice[] {
  const choice = (about: string, chosen: string): Choice => ({ about, chosen, why: '', given: true })
  return [choice('edition.layer', layer), choice('edition.from', from.name), choice('edition.to', to.name), choice('edition.weights', weights === '' ? by : `${by}: ${weights}`), choice('edition.tolerance', String(tolerance)), ...columns.map((one) => choice(`edition.column ${one.name}`, one.weight === null ? one.rule : `${one.rule}: ${one.weight}`))]
}

/** How a layer was made, in a sentence for its source card, after what its own source says. */
export function methodOf({ layer, from, to, meeting: { said } }: Plan): string {
  const by = { area: 'surface', population: `the people in "${said.weights}"`, list: `the list "${said.weights}"`, codes: 'codes and names' }[said.by]
  const own = `Made from "${layer.name}": moved from "${from.name}" to "${to.name}" by ${by}${said.tolerance > 0 ? `; parts below ${Math.round(said.tolerance * 1000) / 10} % of both areas ignored` : ''}.`
  return [layer.source.method, own].filter(Boolean).join(' ')
}
