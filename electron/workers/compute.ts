import { serveBasemap } from '../core/basemaps/serve.ts'
import { serveJobs } from '../core/jobs.ts'
import { parentPort } from '../core/parent.ts'
import type { JobInputs } from '../core/job-names.ts'

/** A process that does one job (an import, a preview, measures, an examination) and can be killed at any moment. */
const port = parentPort()
serveBasemap(port)
serveJobs(port, {
  async *import({ file, options }: JobInputs['import'], signal: AbortSignal) { yield* (await import('../core/import/pack-file.ts')).packFile(file, options, signal) },
  async *'import-raster'({ file, options }: JobInputs['import-raster']) { yield* (await import('../core/import/raster.ts')).importRaster(file, options) },
  async *preview({ file, options }: JobInputs['preview']) { yield await (await import('../core/import/preview.ts')).previewFile(file, options) },
  async *examine(input: JobInputs['examine']) { yield* (await import('../core/doctor/examine.ts')).examineLayer(input) },
  async *repair(input: JobInputs['repair']) { yield* (await import('../core/doctor/repair.ts')).repairLayer(input) },
  async *robustness(input: JobInputs['robustness']) { yield* (await import('../core/measuring/robustness.ts')).analyse(input) },
  async *edition(input: JobInputs['edition']) { yield* (await import('../core/editions/job.ts')).overlayJob(input) },
  async *'edition-cells'(input: JobInputs['edition-cells']) { yield* (await import('../core/editions/job.ts')).cellsJob(input) },
  async *measure(request: JobInputs['measure']) { yield* (await import('../core/measuring/job.ts')).measureAll(request) },
})
