import { AtlasError } from '../model/error.ts'
import type { Framework, FrameworkNode, IndicatorNode, Measure } from '../model/framework.ts'
import { namesIn, parseExpression } from './expression.ts'
import { isGroup, referencesOf, walk } from './tree.ts'
import { parseWhere } from './where.ts'

const withField = new Set(['sum', 'mean', 'median', 'min', 'max', 'distinct', 'column'])
const origins = new Set(['centroid', 'surface-point', 'population-weighted'])

/** The rules that a form cannot state: ids, references without cycles, what each kind of measure, normalisation and aggregate needs. Throws `FRAMEWORK_INVALID` that names the node. */
export function checkFramework(framework: Framework): void {
  const nodes = walk(framework)
  const seen = new Map<string, FrameworkNode>()
  for (const { node } of nodes) {
    if (seen.has(node.id)) refuse(node, 'the id is used twice; give one of the two another')
    seen.set(node.id, node)
  }
  if (framework.classes.some((c, i) => i > 0 && c <= framework.classes[i - 1]!)) throw new AtlasError('FRAMEWORK_INVALID', `framework "${framework.id}": "classes" must rise: they are the lower bounds of classes 2 to 5`)
  for (const { node } of nodes) {
    if (isGroup(node)) {
      if (!(node.children.reduce((sum, c) => sum + c.weight, 0) > 0)) refuse(node, 'the weights of its children add up to 0')
      if (node.aggregate === 'power' && !node.p) refuse(node, '"power" needs "p", a number other than 0 (for 0 use "geometric")')
      if (node.aggregate === 'alkire-foster' && !(node.cutoff !== undefined && node.cutoff > 0 && node.cutoff <= 1)) refuse(node, '"alkire-foster" needs "cutoff", above 0 and at most 1')
      continue
    }
    checkMeasure(node)
    checkScore(node)
    for (const id of referencesOf(node)) {
      const other = seen.get(id)
      if (!other || isGroup(other)) refuse(node, `refers to "${id}", which is no indicator of this framework`)
    }
  }
  for (const { node } of nodes) if (!isGroup(node)) checkCycle(node, seen)
}

function checkMeasure(node: IndicatorNode): void {
  const m = node.measure
  const formula = m.kind === 'formula' ? readFormula(node, m) : null
  if (!m.layer && (!formula || formula.columns.length > 0)) refuse(node, '"measure" needs a "layer"')
  if (withField.has(m.kind) && !m.field) refuse(node, `"${m.kind}" needs a "field"`)
  if ((m.kind === 'within-distance' || m.kind === 'population-within') && !m.km) refuse(node, `"${m.kind}" needs "km"`)
  if (m.kind === 'raster-share' && m.threshold === undefined) refuse(node, '"raster-share" needs a "threshold"')
  if (m.where?.trim()) translate(node, () => parseWhere(m.where!))
  for (const [key, date] of [['from', m.from], ['to', m.to]] as const) {
    if (date === undefined || /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date)) continue
    if (key === 'from' && (m.kind === 'nearest-distance' || m.kind === 'within-distance') && origins.has(date)) continue
    refuse(node, `"${key}": "${date}" is no date of the form 2022-12-31${key === 'from' && m.kind === 'nearest-distance' ? ' and no origin (centroid, surface-point, population-weighted)' : ''}`)
  }
  if (m.from && m.to && !origins.has(m.from) && m.from > m.to) refuse(node, `the period ends (${m.to}) before it begins (${m.from})`)
}

function readFormula(node: IndicatorNode, measure: Measure): { columns: string[] } {
  if (!measure.expression?.trim()) refuse(node, '"formula" needs an "expression"')
  return translate(node, () => namesIn(parseExpression(measure.expression!)))
}

function checkScore(node: IndicatorNode): void {
  const n = node.normalise
  if (n.method === 'goalposts' && (n.min === undefined || n.max === undefined)) refuse(node, '"goalposts" needs "min" and "max"')
  if (n.min !== undefined && n.max !== undefined && n.min >= n.max) refuse(node, `"min" (${n.min}) must be below "max" (${n.max}); use "direction" to turn a scale round`)
  if (n.method === 'distance-to-target' && n.target === undefined) refuse(node, '"distance-to-target" needs a "target"')
  if (n.method === 'classes') {
    if (!n.thresholds?.length || n.thresholds.some((t, i) => i > 0 && t <= n.thresholds![i - 1]!)) refuse(node, '"classes" needs "thresholds" that rise')
    if (n.scores && n.scores.length !== n.thresholds.length + 1) refuse(node, `"classes" with ${n.thresholds.length} thresholds needs ${n.thresholds.length + 1} scores, found ${n.scores.length}`)
  }
  const o = node.outliers
  if (o?.method === 'percentile' && !((o.lower ?? 0) < (o.upper ?? 100) && (o.lower ?? 0) >= 0 && (o.upper ?? 100) <= 100)) refuse(node, '"percentile" needs "lower" below "upper", in percent')
}

function checkCycle(node: IndicatorNode, all: Map<string, FrameworkNode>): void {
  const visit = (id: string, path: string[]): void => {
    const other = all.get(id)
    if (!other || isGroup(other)) return
    if (path.includes(id)) { if (id === node.id) refuse(node, `is computed from itself: ${[...path, id].join(' → ')}`); return }
    for (const next of referencesOf(other)) visit(next, [...path, id])
  }
  visit(node.id, [])
}

function translate<T>(node: IndicatorNode, read: () => T): T {
  try { return read() } catch (error) {
    if (error instanceof AtlasError) refuse(node, error.message)
    throw error
  }
}

function refuse(node: FrameworkNode, problem: string): never {
  throw new AtlasError('FRAMEWORK_INVALID', `node "${node.id}": ${problem}`)
}
