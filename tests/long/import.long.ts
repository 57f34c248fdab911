import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeEvents, runMeasured } from '../../scripts/import-load.ts'

const mostMegabytes = 300

async function overBaseline(kind: 'csv' | 'geojson', rows: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-long-'))
  try {
    const [project, small, large] = [join(folder, 'p.gpkg'), join(folder, `small.${kind}`), join(folder, `large.${kind}`)]
    makeEvents(small, 200, 60, kind === 'geojson')
    makeEvents(large, rows, 60, kind === 'geojson')
    await runMeasured(['new', project])
    const baseline = await runMeasured(['import', project, small])
    const imported = await runMeasured(['import', project, large])
    process.stdout.write(`${kind}, ${rows} rows: ${Math.round(rows / imported.seconds)} rows a second, ${imported.peak} MB, ${imported.peak - baseline.peak} MB over ${baseline.peak}\n`)
    return imported.peak - baseline.peak
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe.skipIf(!existsSync('/proc/self/status'))('memory of all processes of an import (where /proc tells it)', () => {
  it(`of a table of 1 GB stays within ${mostMegabytes} MB over that of a small one`, async () => {
    expect(await overBaseline('csv', 5_700_000)).toBeLessThan(mostMegabytes)
  }, 3_600_000)

  it(`of a million GeoJSON features stays within ${mostMegabytes} MB over that of a small file`, async () => {
    expect(await overBaseline('geojson', 1_000_000)).toBeLessThan(mostMegabytes)
  }, 3_600_000)
})
