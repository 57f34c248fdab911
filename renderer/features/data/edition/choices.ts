import type { EditionChange, EditionClass, EditionColumn, EditionCrosswalk, EditionField, EditionWeights } from '../../../../shared/model/edition.ts'
import { editionClasses } from '../../../../shared/model/edition.ts'
import type { AreaSet, Layer } from '../../../../shared/model/layer.ts'

/** One way to weigh areas, as it stands in the list: `of` is the layer that it takes, `field` its count of people. */
export interface WeightChoice { id: string; kind: EditionWeights['by']; of: string | null; field: string | null; weights: EditionWeights }

const people = /^(t(otal)?[_ -]?)?pop(ulation)?s?([_ -]?(t(otal)?|tl|count|\d{4}|est\w*))*$|^(t_tl|people|persons|habitants?|poblaci[oó]n)$/i

/** The ways to weigh that the project's layers allow: surface, people in rasters and in points or polygons that count them, lists of changes, codes and names. */
export function weightChoices(layers: readonly Layer[], moved: Layer): WeightChoice[] {
  const others = layers.filter((layer) => layer.id !== moved.id)
  const counted = others.flatMap((layer): WeightChoice[] => {
    if (layer.kind === 'raster') return [{ id: `p${layer.id}`, kind: 'population', of: layer.name, field: null, weights: { by: 'population', layer: layer.id } }]
    const field = layer.geometry === 'point' || layer.geometry === 'polygon' ? layer.fields.find((one) => people.test(one.name.trim()) && one.type !== 'date') : undefined
    return field ? [{ id: `p${layer.id}`, kind: 'population', of: layer.name, field: field.name, weights: { by: 'population', layer: layer.id, field: field.name } }] : []
  })
  const lists = others.filter((layer) => layer.kind === 'table').map((layer): WeightChoice => ({ id: `t${layer.id}`, kind: 'table', of: layer.name, field: null, weights: { by: 'table', layer: layer.id } }))
  return [{ id: 'area', kind: 'area', of: null, field: null, weights: { by: 'area' } }, ...counted, ...lists, { id: 'codes', kind: 'codes', of: null, field: null, weights: { by: 'codes' } }]
}

/** Whether a layer's values belong to areas, so that they can be moved: a table, or an area set itself. */
export function isMovable(layer: Layer, areaSets: readonly AreaSet[]): boolean {
  const fits = layer.kind === 'areas' || (layer.geometry === 'none' && layer.kind !== 'raster')
  return fits && areaSets.length > 1
}

/** The set to propose: the newest other one of the same level, else any other. */
export function proposedTarget(layer: Layer, areaSets: readonly AreaSet[], from: number | null): number | null {
  const own = areaSets.find((one) => one.id === from) ?? areaSets.find((one) => one.layer === layer.id)
  const others = areaSets.filter((one) => one.id !== own?.id && one.layer !== layer.id)
  return (others.filter((one) => one.level === own?.level).at(-1) ?? others.at(-1))?.id ?? null
}

export type Rules = Readonly<Record<string, Pick<EditionColumn, 'rule' | 'weight'>>>

/** All columns with the rules that were recognised or chosen. */
export function columnsWith(fields: readonly EditionField[], rules: Rules): EditionColumn[] {
  return fields.map((field) => {
    const own = rules[field.name]
    const rule = own?.rule ?? field.rule, weight = own ? own.weight : (field.weight ?? undefined)
    return { name: field.name, rule, ...(rule === 'mean' && weight !== undefined ? { weight } : {}) }
  })
}

/** The changes of one class (null: all) that answer a search by old or new code or name. */
export function changesIn(changes: readonly EditionChange[], shown: EditionClass | null, search: string): EditionChange[] {
  const wanted = fold(search)
  return changes.filter((change) => (shown === null || change.class === shown) && (wanted === '' || fold([change.code, change.name, ...change.parts.flatMap((part) => [part.code, part.name])].join(' ')).includes(wanted)))
}

/** The classes that areas have, in their order, with how many. */
export function classCounts({ counts }: EditionCrosswalk): { id: EditionClass; count: number }[] {
  return editionClasses.map((id) => ({ id, count: counts[id] ?? 0 })).filter((one) => one.count > 0)
}

function fold(text: string): string { return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().trim() }
