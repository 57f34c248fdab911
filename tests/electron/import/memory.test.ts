import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeEvents, runMeasured } from '../../../scripts/import-load.ts'

// Four times the rows, 150 MB more of file: what is kept for each row (nine bytes a point) makes 3 MB, the rest is room that the collector of garbage takes; a file that is kept would make 150 MB and more.
it.skipIf(!existsSync('/proc/self/status'))('the memory of an import hardly grows with its file (where /proc tells it)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-memory-'))
  try {
    const project = join(folder, 'p.gpkg')
    await runMeasured(['new', project])
    const peaks: number[] = []
    for (const rows of [120_000, 480_000]) {
      const file = join(folder, `events-${rows}.csv`)
      makeEvents(file, rows, 300, false)
      peaks.push((await runMeasured(['import', project, file])).peak)
    }
    expect(peaks[1]! - peaks[0]!).toBeLessThan(90)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 300_000)
