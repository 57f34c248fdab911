import type { StartProcess } from '../../electron/core/core.ts'
import { packFile } from '../../electron/core/import/pack-file.ts'
import { previewFile } from '../../electron/core/import/preview.ts'
import { importRaster } from '../../electron/core/import/raster.ts'
import type { JobInputs } from '../../electron/core/job-names.ts'
import { serveJobs } from '../../electron/core/jobs.ts'

/** Imports in this process, for many small files: what crosses is copied as between processes. */
export const startHere: StartProcess = () => {
  let dead = false
  const toCore: ((message: unknown) => void)[] = []
  const toWorker: ((message: unknown) => void)[] = []
  const deliver = (listeners: ((message: unknown) => void)[], message: unknown) => {
    const copy = structuredClone(message)
    queueMicrotask(() => { if (!dead) for (const listener of listeners) listener(copy) })
  }
  serveJobs({ electron: false, post: (message) => deliver(toCore, message), onMessage: (listener) => { toWorker.push(listener) } }, {
    async *import({ file, options }: JobInputs['import'], signal: AbortSignal) { yield* packFile(file, options, signal) },
    async *'import-raster'({ file, options }: JobInputs['import-raster']) { yield* importRaster(file, options) },
    async *preview({ file, options }: JobInputs['preview']) { yield await previewFile(file, options) },
  })
  return { post: (message) => deliver(toWorker, message), onMessage: (listener) => { toCore.push(listener) }, onExit() {}, kill() { dead = true } }
}
