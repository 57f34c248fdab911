import type { Framework, FrameworkNode, IndicatorNode, Measure, Normalise } from '../../../shared/model/framework.ts'
import type { Texts } from '../../i18n.ts'

/** What an indicator measures, in words: "sum of best in ged, where where_prec <= 3, per 100,000 people". */
export function measureWords(texts: Texts, measure: Measure): string {
  const values = { layer: measure.layer ?? '', field: measure.field ?? '', km: measure.km ?? 0, expression: measure.expression ?? '', threshold: measure.threshold ?? 0, population: measure.population ?? '' }
  const parts = [texts.t(`profile.measure.${measure.kind}`, values)]
  if (measure.where) parts.push(texts.t('profile.measure.where', { where: measure.where }))
  if (measure.from && measure.to) parts.push(texts.t('profile.measure.period', { from: measure.from, to: measure.to }))
  if (measure.per) parts.push(perWords(texts, measure.per))
  return parts.join(texts.t('profile.measure.join'))
}

/** How values become scores: "goalposts 0 to 4.6, more is worse". */
export function normaliseWords(texts: Texts, normalise: Normalise): string {
  const { min, max, target } = normalise
  const bounded = min !== undefined && max !== undefined
  const how = bounded ? texts.t('profile.normalise.bounds', { method: texts.t(`profile.normalise.${normalise.method}`), min: texts.number(min), max: texts.number(max) })
    : target !== undefined ? texts.t('profile.normalise.target', { method: texts.t(`profile.normalise.${normalise.method}`), target: texts.number(target) })
      : texts.t(`profile.normalise.${normalise.method}`)
  return normalise.method === 'none' && normalise.direction === 'more-is-worse' ? how : texts.t('profile.normalise.directed', { how, direction: normalise.direction === 'less-is-worse' ? 'less' : 'more' })
}

/** The steps between measure and normalisation: transform and outlier rule; null where there are none. */
export function stepsWords(texts: Texts, indicator: IndicatorNode): string | null {
  const steps: string[] = []
  const transform = indicator.transform
  if (transform && transform !== 'none') steps.push(typeof transform === 'string' ? transform : `log(x + ${texts.number(transform.offset)})`)
  if (indicator.outliers && indicator.outliers.method !== 'none') steps.push(texts.t(`profile.outliers.${indicator.outliers.method}`))
  return steps.length ? steps.join(', ') : null
}

export interface TreeLine { node: FrameworkNode; depth: number; share: number }

/** The tree in reading order; `share` is a node's weight among its siblings, 0 to 1. */
export function treeLines(framework: Framework): TreeLine[] {
  const lines: TreeLine[] = []
  const walk = (node: FrameworkNode, depth: number, part: number): void => {
    lines.push({ node, depth, share: part })
    if (!('children' in node)) return
    const total = node.children.reduce((sum, child) => sum + child.weight, 0)
    for (const child of node.children) walk(child, depth + 1, total > 0 ? child.weight / total : 0)
  }
  walk(framework.root, 0, 1)
  return lines
}

function perWords(texts: Texts, per: { by: string; times: number }): string {
  if (per.by === 'population') return texts.t('profile.measure.perPopulation', { times: per.times })
  if (per.by === 'area-km2') return texts.t('profile.measure.perArea', { times: per.times })
  return texts.t('profile.measure.perOther', { times: per.times, by: per.by })
}
