import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildPage } from './build-page.ts'
import { ensureBrowser } from './ensure-browser.ts'
import { runCommand } from './run-command.ts'
import { root } from './setup.mjs'
import { journeyCounts, unitCounts, type Counts } from './test-counts.ts'

const results = join(root, 'test-results')
const bin = (path: string): string => join(root, 'node_modules', path)
const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const ok: Counts = { passed: 1, failed: 0, skipped: 0 }
const broken: Counts = { passed: 0, failed: 1, skipped: 0 }
const minutes = 60_000

type Step = [name: string, run: () => Promise<Counts>]

/** `npm test -- PART WORDS…`: one part only, with words for its runner. */
const [part, ...words] = process.argv.slice(2)
const types: Step[] = ['shared', 'electron', 'renderer', 'tests', 'scripts'].map((folder) => [`types of ${folder}`, () => check(bin('typescript/bin/tsc'), ['-p', join(folder, 'tsconfig.json')])])
const lint: Step[] = [['lint', () => check(bin('oxlint/bin/oxlint'), ['--type-aware', '--quiet'])]]
const rules: Step[] = [['rules', () => vitest('rules', ['tests/rules', ...words])]]
const unit: Step[] = [['unit and integration', () => vitest('unit', ['--exclude', 'tests/rules/**', ...words])]]
const journeys: Step[] = [['page', async () => { await buildPage(say); return ok }], ['journeys', playwright]]
const parts: Record<string, Step[]> = { lint, types, rules, unit, journeys }
const all: Step[] = [...lint, ...types, ...rules, ...unit, ...journeys]

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const lines: string[] = []
const steps = part === undefined ? all : parts[part]
if (!steps) { say(`Say one of: ${Object.keys(parts).join(', ')}; or nothing for all.`); total.failed++ }
mkdirSync(results, { recursive: true })
for (const [name, run] of steps ?? []) {
  say(`\n── ${name} ──`)
  const began = performance.now()
  let counts: Counts
  try {
    counts = await run()
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    counts = broken
  }
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  lines.push(`${counts.failed ? 'FAILED' : 'ok    '}  ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${Math.round((performance.now() - began) / 1000)} s`)
}
say(`\n── summary ──\n${lines.join('\n')}`)
if (total.skipped) say(`${total.skipped} skipped: tests that need ../shared, or a runtime that is not on this machine, say so by name.`)
say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed || !total.passed ? 1 : 0

async function check(script: string, args: string[]): Promise<Counts> {
  return (await runCommand(process.execPath, [script, ...args], { cwd: root, limitMilliseconds: 15 * minutes })) === 0 ? ok : broken
}

async function vitest(name: string, args: string[]): Promise<Counts> {
  const report = join(results, `${name}.json`)
  rmSync(report, { force: true })
  const code = await runCommand(process.execPath, [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], { cwd: root, limitMilliseconds: 45 * minutes })
  return unitCounts(report, code)
}

async function playwright(): Promise<Counts> {
  const browser = await ensureBrowser(say)
  if (!browser) return broken
  const report = join(results, 'journeys.json')
  rmSync(report, { force: true })
  const code = await runCommand(process.execPath, [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...words], { cwd: root, limitMilliseconds: 60 * minutes, environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' } })
  return journeyCounts(report, code)
}
