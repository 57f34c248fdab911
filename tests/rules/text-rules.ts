import { textsOf, walk, type Source } from './source.ts'

/** Rules that look at what a file says rather than what it imports; each answers one line per breach. */

const sql = /^\s*(SELECT\b[\s\S]*\bFROM\b|SELECT \S+\(|INSERT (OR \w+ )?INTO\b|UPDATE \S+ SET\b|DELETE FROM\b|CREATE (TEMP |VIRTUAL |UNIQUE )*(TABLE|INDEX|TRIGGER|VIEW)\b|DROP (TABLE|INDEX|TRIGGER|VIEW)\b|ALTER TABLE\b|PRAGMA \w|VACUUM\b|ATTACH\b|BEGIN( IMMEDIATE| EXCLUSIVE)?$|COMMIT$|ROLLBACK$|SAVEPOINT\b)/
const sqlPlaces = /^electron\/core\/(sql\/|formats\/(geopackage|mbtiles))/

export function sqlTexts(source: Source): string[] {
  return sqlPlaces.test(source.path) ? [] : textsOf(source).filter((text) => sql.test(text)).map((text) => `${source.path}: ${text.trim().slice(0, 60)}`)
}

const clockAndChance: Record<string, RegExp> = { Date: /^(now)$/, Math: /^random$/, performance: /./, crypto: /./, console: /./, globalThis: /./, process: /./, Temporal: /./, Atomics: /^wait/ }
const forbiddenNames = new Set(['setTimeout', 'setInterval', 'queueMicrotask', 'fetch', 'eval', 'Function'])

/** No clock, chance, console or world in pure code: `Date.now()`, `new Date()` without a value, `Math.random()` and the like. */
export function impurities(source: Source): string[] {
  const found: string[] = []
  walk(source.program, (node, parent) => {
    const name = (value: unknown): string => ((value as { name?: string } | null)?.name ?? '')
    if (node.type === 'MemberExpression') {
      const object = name(node.object)
      const property = name(node.property) || String((node.property as { value?: unknown }).value ?? '')
      if (Object.hasOwn(clockAndChance, object) && clockAndChance[object]!.test(property)) found.push(`${source.path}: ${object}.${property}`)
    }
    if (node.type === 'NewExpression' && name(node.callee) === 'Date' && !(node.arguments as unknown[]).length) found.push(`${source.path}: new Date()`)
    if (node.type === 'CallExpression' && name(node.callee) === 'Date') found.push(`${source.path}: Date()`)
    if (node.type === 'Identifier' && forbiddenNames.has(name(node)) && (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === node) found.push(`${source.path}: ${name(node)}()`)
  })
  return found
}

const htmlFromText = new Set(['innerHTML', 'outerHTML', 'setHTML', 'setHTMLUnsafe', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'createContextualFragment', 'srcdoc', 'parseFromString', 'writeln'])

/** No HTML or code from strings in the page. */
export function htmlFromStrings(source: Source): string[] {
  const found: string[] = []
  walk(source.program, (node) => {
    const name = ((node.type === 'MemberExpression' ? node.property : node.type === 'JSXAttribute' ? node.name : node.type === 'Property' ? node.key : null) as { name?: string } | null)?.name
    if (name !== undefined && htmlFromText.has(name)) found.push(`${source.path}: ${name}`)
    if (node.type === 'MemberExpression' && name === 'write' && (node.object as { name?: string }).name === 'document') found.push(`${source.path}: document.write`)
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && ['eval', 'Function'].includes((node.callee as { name?: string }).name ?? '')) found.push(`${source.path}: ${(node.callee as { name: string }).name}`)
  })
  return found
}

const machineFolders = ['work', 'tmp', 'root', 'home', 'farm', 'Users'].map((name) => `/${name}/`)

/** Paths of one machine in any text of the project. */
export function machinePaths(path: string, text: string): string[] {
  return machineFolders.filter((folder) => new RegExp(`(^|[\\s'"\`(=:,\\[])${folder}[\\w.]`, 'm').test(text)).map((folder) => `${path}: ${folder}…`)
}

/** Reading `data/` past the catalogue: a path into it in a string of the host's code. */
export function dataPaths(source: Source): string[] {
  return source.path === 'electron/core/catalogue.ts' ? [] : textsOf(source).filter((text) => /(^|\/)data\/(basemap|catalogue|frameworks|sample)\//.test(text)).map((text) => `${source.path}: ${text}`)
}
