import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'vite'

export const root = dirname(dirname(import.meta.dirname))

export interface Import { specifier: string; typeOnly: boolean }
export type SyntaxNode = { type: string } & Record<string, unknown>
export interface Source { path: string; text: string; imports: Import[]; program: SyntaxNode }

const notOurs = new Set(['.git', 'node_modules', 'dist', 'test-results', 'playwright-report', '.cache'])

/** Every file of the project by its path from the root, without what is installed or made. */
export function projectFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter(({ name }) => !notOurs.has(name) && !name.endsWith('.log')).toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    return entry.isDirectory() ? projectFiles(path) : entry.isFile() ? [path] : []
  })
}

export function isCode(path: string): boolean { return /\.(ts|tsx|mts|mjs|js)$/.test(path) }

export function readSource(path: string): Source { return parseSource(path, readFileSync(join(root, path), 'utf8')) }

/** Parses a file with the parser of the bundler. Throws where it cannot, so that nothing unread passes as clean. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  if (parsed.errors.length) throw new Error(`${path}: ${parsed.errors[0]!.message}`)
  const program = parsed.program as unknown as SyntaxNode
  return { path, text, program, imports: importsOf(program) }
}

/** Calls `visit` for every node of a syntax tree with its parent. */
export function walk(node: unknown, visit: (node: SyntaxNode, parent: SyntaxNode | null) => void, parent: SyntaxNode | null = null): void {
  if (Array.isArray(node)) { for (const item of node) walk(item, visit, parent); return }
  if (typeof node !== 'object' || node === null || typeof (node as SyntaxNode).type !== 'string') return
  visit(node as SyntaxNode, parent)
  for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) walk(value, visit, node as SyntaxNode)
}

/** Where an import leads: a path from the root for the project's own files, else the package's name or `node:…`. */
export function targetOf(from: string, specifier: string): string {
  const plain = specifier.replace(/[?#].*$/, '')
  if (plain.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), plain))
  if (plain.startsWith('node:') || plain.startsWith('/')) return plain
  return plain.split('/').slice(0, plain.startsWith('@') ? 2 : 1).join('/')
}

/** The texts of a file's string literals and templates. */
export function textsOf(source: Source): string[] {
  const texts: string[] = []
  walk(source.program, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value)
    if (node.type === 'TemplateElement') texts.push((node.value as { cooked?: string }).cooked ?? '')
    if (node.type === 'JSXText') texts.push(node.value as string)
  })
  return texts
}

function importsOf(program: SyntaxNode): Import[] {
  const imports: Import[] = []
  const add = (source: unknown, typeOnly: boolean): void => {
    const value = (source as { value?: unknown } | null)?.value
    if (typeof value === 'string') imports.push({ specifier: value, typeOnly })
  }
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') add(node.source, node.importKind === 'type')
    else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') add(node.source, node.exportKind === 'type')
    else if (node.type === 'ImportExpression') add(node.source, false)
    else if (node.type === 'TSImportType') add(node.source ?? (node.argument as { literal?: unknown } | undefined)?.literal, true)
    else if (node.type === 'CallExpression' && (node.callee as SyntaxNode).type === 'Identifier' && (node.callee as { name?: string }).name === 'require') add((node.arguments as unknown[])[0], false)
    else if (node.type === 'NewExpression' && (node.callee as { name?: string }).name === 'URL' && ((node.arguments as SyntaxNode[])[1]?.type === 'MemberExpression')) {
      const value = ((node.arguments as { value?: unknown }[])[0])?.value
      if (typeof value === 'string' && /^\.{1,2}\/.*\.(ts|tsx|mjs|js)$/.test(value)) imports.push({ specifier: value, typeOnly: false })
    }
  })
  return imports
}
