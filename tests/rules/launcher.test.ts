import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { staleReason } from '../../scripts/setup.mjs'
import { journeyCounts, unitCounts } from '../../scripts/test-counts.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'atlas-launcher-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, value: unknown): string => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))
  return join(folder, name)
}

describe('set-up', () => {
  const locked = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/other-system': { version: '2.0.0', optional: true } }
  const cases: [string, Record<string, unknown> | null, string | null][] = [
    ['nothing is installed', null, 'The packages are not installed yet'],
    ['everything is there', { 'node_modules/a': { version: '1.0.0' } }, null],
    ['a package is missing', { 'node_modules/b': { version: '1.0.0' } }, 'a is missing'],
    ['a version differs', { 'node_modules/a': { version: '1.0.1' } }, 'a is 1.0.1 instead of 1.0.0'],
    ['an optional package has another version', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/other-system': { version: '1.9.0' } }, 'other-system is 1.9.0 instead of 2.0.0'],
  ]
  it.each(cases)('when %s, that is what it says', (_, present, reason) => {
    write('package-lock.json', { packages: locked })
    if (present) write('node_modules/.package-lock.json', { packages: present })
    expect(staleReason(folder)).toBe(reason)
  })
  it('a half-written list of installed packages counts as not installed', () => {
    write('package-lock.json', { packages: locked })
    write('node_modules/.package-lock.json', '{"packages":{"node_mod')
    expect(staleReason(folder)).toBe('The packages are not installed yet')
  })
})

describe('the closing line', () => {
  const test = (status: string): { status: string } => ({ status })
  it('a failing test, a skipped one and a file that does not load are counted', () => {
    const report = write('unit.json', { testResults: [
      { status: 'passed', assertionResults: [test('passed'), test('passed'), test('skipped'), test('todo')] },
      { status: 'failed', assertionResults: [test('passed'), test('failed')] },
      { status: 'failed', assertionResults: [] },
    ] })
    expect(unitCounts(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
  it('a runner that fails without a failing test, or leaves no report, is a failure', () => {
    const report = write('unit.json', { testResults: [{ status: 'passed', assertionResults: [test('passed')] }] })
    expect(unitCounts(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 })
    expect(unitCounts(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
    expect(unitCounts(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(journeyCounts(write('half.json', '{"stats":'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
  it('a journey that passes on a later try counts as passed', () => {
    const report = write('journeys.json', { stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 }, errors: [] })
    expect(journeyCounts(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
  })
})
