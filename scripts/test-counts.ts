import { existsSync, readFileSync } from 'node:fs'

export interface Counts { passed: number; failed: number; skipped: number }

interface UnitReport { testResults: { status: string; assertionResults: { status: string }[] }[] }
interface JourneyReport { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] }

/** Counts vitest's JSON report. A file that could not be loaded and a runner that failed without naming a test count as one failure each, so that nothing broken reads as passed. */
export function unitCounts(report: string, exitCode: number): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const found = read<UnitReport>(report)
  for (const file of found?.testResults ?? []) {
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) counts.failed++
    for (const test of file.assertionResults) counts[test.status === 'passed' ? 'passed' : test.status === 'failed' ? 'failed' : 'skipped']++
  }
  return settled(counts, exitCode, found !== null)
}

/** Counts Playwright's JSON report; a test that passed on a later try counts as passed. */
export function journeyCounts(report: string, exitCode: number): Counts {
  const found = read<JourneyReport>(report)
  const stats = found?.stats
  return settled({ passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0, skipped: stats?.skipped ?? 0 }, exitCode, found !== null)
}

function settled(counts: Counts, exitCode: number, reported: boolean): Counts {
  return !counts.failed && (exitCode !== 0 || !reported) ? { ...counts, failed: 1 } : counts
}

function read<T>(path: string): T | null {
  try { return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null } catch { return null }
}
