import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeEvents, runMeasured } from './import-load.ts'

/** `node scripts/bench-import.ts --folder DIR [--rows N] [--kind csv|geojson] [--notes CHARACTERS]`: makes a file of events (the same bytes each time), imports it with the command line, says rows a second and memory, over what a file of 200 events takes. */
const { values } = parseArgs({ options: { folder: { type: 'string' }, rows: { type: 'string', default: '1000000' }, kind: { type: 'string', default: 'csv' }, notes: { type: 'string', default: '60' }, keep: { type: 'boolean', default: false } } })
if (!values.folder) throw new Error('Say --folder DIR: where the made files lie.')
const folder = resolve(values.folder)
mkdirSync(folder, { recursive: true })
const rows = Number(values.rows)
const source = join(folder, `events-${rows}-${values.notes}.${values.kind}`)
if (!existsSync(source)) makeEvents(source, rows, Number(values.notes), values.kind === 'geojson')

const project = join(folder, 'bench.gpkg')
for (const name of readdirSync(folder)) if (name.startsWith('bench.gpkg')) rmSync(join(folder, name))
await runMeasured(['new', project])
const small = join(folder, `few.${values.kind}`)
makeEvents(small, 200, 60, values.kind === 'geojson')
const baseline = await runMeasured(['import', project, small])
const imported = await runMeasured(['import', project, source])
const bytes = statSync(source).size
process.stdout.write(`${JSON.stringify({
  kind: values.kind, rows, megabytes: Math.round(bytes / 1e6), seconds: Number(imported.seconds.toFixed(2)), rowsPerSecond: Math.round(rows / imported.seconds), cpuSeconds: Number(imported.cpu.toFixed(1)),
  peakMegabytes: imported.peak, overBaseline: imported.peak - baseline.peak, longestSilence: Number(imported.silence.toFixed(2)),
})}\n`)
if (!values.keep) rmSync(project)
