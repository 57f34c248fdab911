import type { z } from 'zod'
import { AtlasError } from '../model/error.ts'
import { framework as frameworkModel, groupFields, indicatorNode } from '../model/framework.ts'
import type { Framework, FrameworkNode } from '../model/framework.ts'
import { checkFramework } from './framework-rules.ts'

export { evaluationOrder, indicatorsOf, isGroup, referencesOf, slotsOf, walk } from './tree.ts'

const deepest = 20
const most = 5000

/**
 * Reads a framework file (FRAMEWORK.md) with its defaults filled in. A plain text serves as a title in English; remarks (`comment`, `notes`, `$schema`, names that begin with `_` or `x-`) are passed over.
 * Throws `FRAMEWORK_INVALID` that names the node and what is wrong with it.
 */
export function parseFramework(input: unknown): Framework {
  if (!isObject(input)) refuse('the framework', 'is no JSON object')
  const { root, ...head } = withoutRemarks(input)
  const count = { nodes: 0 }
  const top = check(frameworkModel.omit({ root: true }), titled(head), `framework "${nameOf(head)}"`)
  if (!isObject(root)) refuse(`framework "${nameOf(head)}"`, 'has no "root": add the index with its children')
  const rootNode = parseNode(root, 0, 'root', count)
  if (!('children' in rootNode)) refuse(`node "${rootNode.id}"`, 'is the root and needs "children"')
  const framework: Framework = { ...top, root: rootNode }
  checkFramework(framework)
  return framework
}

function parseNode(raw: unknown, depth: number, place: string, count: { nodes: number }): FrameworkNode {
  if (!isObject(raw)) refuse(`node at ${place}`, 'is no JSON object')
  const name = `node "${typeof raw['id'] === 'string' && raw['id'] ? raw['id'].slice(0, 80) : place}"`
  if (depth > deepest) refuse(name, `lies deeper than ${deepest} levels`)
  if (++count.nodes > most) refuse(name, `is one of more than ${most} nodes`)
  const { children, ...fields } = titled(withoutRemarks(raw))
  if (children !== undefined && fields['measure'] !== undefined) refuse(name, 'has both "children" and "measure": a group has children, an indicator has a measure')
  if (children === undefined && fields['measure'] === undefined) refuse(name, 'has neither "children" nor "measure": a group has children, an indicator has a measure')
  if (children === undefined) return check(indicatorNode, fields, name)
  if (!Array.isArray(children) || children.length === 0) refuse(name, '"children" must be a list of at least one node')
  const group = check(groupFields, fields, name)
  return { ...group, children: children.map((child, i) => parseNode(child, depth + 1, `${place}.children[${i}]`, count)) }
}

function check<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = issue.path.join('.')
  refuse(name, `${path ? `"${path}": ` : ''}${issue.message}`)
}

function refuse(name: string, problem: string): never {
  throw new AtlasError('FRAMEWORK_INVALID', `${name}: ${problem}`)
}

function titled(raw: Record<string, unknown>): Record<string, unknown> {
  const out = { ...raw }
  for (const key of ['title', 'description', 'unit']) {
    const value = out[key]
    if (typeof value === 'string') out[key] = { en: value }
    else if (isObject(value) && value['en'] === undefined && typeof Object.values(value)[0] === 'string') out[key] = { ...value, en: Object.values(value)[0] }
  }
  return out
}

function withoutRemarks(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !/^(\$schema|comment|notes|_.*|x-.*)$/.test(key)))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(raw: Record<string, unknown>): string {
  return typeof raw['id'] === 'string' ? raw['id'].slice(0, 80) : '?'
}
