import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { graphOf, cyclesIn, orphansIn } from './graph.ts'
import { importRules, refusedImports } from './import-rules.ts'
import { isCode, parseSource, projectFiles, readSource, root, targetOf, type Source } from './source.ts'

const sources: Source[] = projectFiles().filter((path) => isCode(path) && /^(shared|electron|renderer|scripts|tests)\//.test(path)).map(readSource)
const shipped = sources.filter(({ path }) => /^(shared|electron|renderer)\//.test(path))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string>; devDependencies: Record<string, string> }

it('the scanner sees the project: at least a hundred files and four hundred imports', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.reduce((sum, source) => sum + source.imports.length, 0)).toBeGreaterThan(400)
})

it('every way of importing is seen', () => {
  const text = `import a from './a.ts'; import type { B } from './b.ts'; import './c.css'; export * from './d.ts'; export { e } from './e.ts'; export type { F } from './f.ts'
    const g = await import('./g.ts'); type H = import('./h.ts').H; const i = require('./i.ts'); new Worker(new URL('./j.ts', import.meta.url)); const k = import('./k.ts')`
  const found = parseSource('x.ts', text).imports
  expect(found.map(({ specifier }) => specifier)).toEqual(['./a.ts', './b.ts', './c.css', './d.ts', './e.ts', './f.ts', './g.ts', './h.ts', './i.ts', './j.ts', './k.ts'])
  expect(found.filter(({ typeOnly }) => typeOnly).map(({ specifier }) => specifier)).toEqual(['./b.ts', './f.ts', './h.ts'])
})

describe('import rules', () => {
  it.each(importRules)('$name', (rule) => {
    expect(refusedImports(sources, [rule])).toEqual([])
  })
  const planted = importRules.flatMap((rule) => rule.planted.map(([path, specifier]) => ({ rule, path, specifier, name: rule.name })))
  it.each(planted)('a planted import of $specifier in $path is refused, in every form: $name', ({ rule, path, specifier }) => {
    for (const text of [`import x from '${specifier}'`, `import type { X } from '${specifier}'`, `export * from '${specifier}'`, `const x = await import('${specifier}')`]) {
      expect(refusedImports([parseSource(path, text)], [rule]), text).toHaveLength(1)
    }
  })
})

describe('the graph', () => {
  const entries = /^(electron\/workers\/[^/]+|electron\/hosts\/cli\/atlas|electron\/hosts\/desktop\/(main|preload)|renderer\/(main|vite\.config)|scripts\/[^/]+|scripts\/.*\/[^/]+|tests\/.*)\.(ts|tsx|mjs|d\.mts)$/
  it('has no cycle of modules', () => {
    expect(cyclesIn(graphOf(shipped, { types: false }))).toEqual([])
  })
  it('has no orphan: every file is reached from a program that starts', () => {
    expect(orphansIn(graphOf(sources.filter(({ path }) => !path.startsWith('tests/')), { types: true }), (path) => entries.test(path))).toEqual([])
  })
  it('imports only files that exist', () => {
    const files = new Set(projectFiles())
    const missing = sources.flatMap(({ path, imports }) => imports.map(({ specifier }) => [path, specifier] as const)).filter(([path, specifier]) => specifier.startsWith('.') && !files.has(targetOf(path, specifier)))
    expect(missing).toEqual([])
  })
  it('a planted cycle and a planted orphan are found', () => {
    const made = [parseSource('shared/a.ts', "import './b.ts'"), parseSource('shared/b.ts', "export * from './c.ts'"), parseSource('shared/c.ts', "import('./a.ts')"), parseSource('shared/d.ts', ''), parseSource('shared/e.ts', "import type {} from './e2.ts'"), parseSource('shared/e2.ts', "import type {} from './e.ts'")]
    expect(cyclesIn(graphOf(made, { types: false }))).toEqual(['shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts'])
    expect(orphansIn(graphOf(made, { types: true }), (path) => path === 'shared/a.ts' || path === 'shared/e.ts')).toEqual(['shared/d.ts'])
  })
})

describe('packages', () => {
  const builtin = new Set(builtinModules)
  const packagesOf = (list: Source[]): [string, string][] => list.flatMap(({ path, imports }) => imports.filter(({ typeOnly }) => !typeOnly).map(({ specifier }): [string, string] => [path, targetOf(path, specifier)])).filter(([, to]) => !/^(shared|electron|renderer|tests|scripts|data)\//.test(to) && !to.startsWith('node:') && !to.startsWith('.') && !to.startsWith('/'))
  const undeclared = (list: Source[], names: Record<string, string>): string[] => packagesOf(list).filter(([, to]) => !Object.hasOwn(names, to)).map(([path, to]) => `${path} imports ${to}`)
  it('what ships imports declared dependencies only', () => {
    expect(undeclared(shipped.filter(({ path }) => path !== 'renderer/vite.config.ts'), { ...manifest.dependencies, electron: '' })).toEqual([])
  })
  it('scripts and tests import declared packages only', () => {
    expect(undeclared(sources, { ...manifest.dependencies, ...manifest.devDependencies })).toEqual([])
  })
  it("Node's own modules are imported with node:", () => {
    expect(packagesOf(sources).filter(([, to]) => builtin.has(to))).toEqual([])
  })
  it('a planted undeclared package is found', () => {
    expect(undeclared([parseSource('shared/a.ts', "import x from 'left-pad/deep'")], manifest.dependencies)).toEqual(['shared/a.ts imports left-pad'])
  })
})
