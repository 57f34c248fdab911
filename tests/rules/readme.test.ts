import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../../electron/hosts/cli/commands.ts'
import { root } from './source.ts'

const path = join(root, 'README.md')
const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts
const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map((match) => match[1]!)

/** The paths of a tree drawn by indentation, one entry a line: `folder/   what it is`. */
function treePaths(block: string): string[] {
  const open: { indent: number; name: string }[] = []
  return block.split('\n').flatMap((line) => {
    const found = /^([\s│├└─]*)(\S+)(\s{2,}|$)/.exec(line)
    if (!found) return []
    const indent = found[1]!.length
    while (open.length && open.at(-1)!.indent >= indent) open.pop()
    const way = [...open.map(({ name }) => name), found[2]!].join('/').replaceAll(/\/+/g, '/')
    if (found[2]!.endsWith('/')) open.push({ indent, name: found[2]! })
    return [way]
  })
}

const trees = blocks.filter((block) => /^\s*(electron|renderer|shared)\//m.test(block))

describe('README', () => {
  it('stands, under two pages', () => {
    expect(text.length).toBeGreaterThan(1000)
    expect(text.split('\n').length).toBeLessThan(160)
  })
  it('names the two commands', () => {
    expect(text).toContain('npm start')
    expect(text).toContain('npm test')
  })
  it('shows the folders, and each exists', () => {
    expect(trees.length).toBeGreaterThan(0)
    const paths = trees.flatMap(treePaths)
    for (const folder of ['shared/', 'electron/', 'renderer/', 'data/', 'tests/']) expect(paths).toContain(folder)
    expect(paths.filter((one) => !existsSync(join(root, one)))).toEqual([])
  })
  it('names no file that is not there', () => {
    const named = [...text.matchAll(/`((?:shared|electron|renderer|data|tests|scripts|bin|docs|\.ci)\/[\w./-]*)`/g)].map((match) => match[1]!)
    expect(named.filter((one) => !existsSync(join(root, one)))).toEqual([])
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => match[1]!.replace(/#.*$/, ''))
    expect(linked.filter((one) => !existsSync(join(root, one)))).toEqual([])
  })
  it('names only npm scripts and atlas commands that exist', () => {
    const run = [...text.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map((match) => match[1]!)
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
    const known = new Set<string>(commands.map(({ name }) => name))
    const asked = [...text.matchAll(/(?:^|`|\$ )(?:bin\/)?atlas ([a-z]+)\b/gm)].map((match) => match[1]!)
    expect(asked.filter((name) => !known.has(name))).toEqual([])
  })
  it('a planted folder in a tree is found at its place', () => {
    expect(treePaths('electron/      the host\n  core/        x\n    sql/\n  hosts/\nREADME.md')).toEqual(['electron/', 'electron/core/', 'electron/core/sql/', 'electron/hosts/', 'README.md'])
  })
})
