import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { StartProcess } from '../../electron/core/core.ts'
import { startNode } from '../../electron/core/process.ts'
import { checkProject } from '../../electron/core/sql/check.ts'
import { addEvents, folder, project } from '../electron/sql/helpers.ts'
import { zipOf } from '../electron/formats/zip-writing.ts'
import { stateOf, tryImport } from './project-state.ts'
import { exportedSeeds } from './seeds/exported.ts'
import { tags, tiffOf } from './seeds/raster.ts'

const points = 5

/** A file of some thousand records in each format: several batches each. */
const makers: Record<string, (making: string) => Promise<{ name: string; bytes: Uint8Array }> | { name: string; bytes: Uint8Array }> = {
  csv: () => ({ name: 'a.csv', bytes: Buffer.from(`id,lat,lon,note\n${Array.from({ length: 12_000 }, (_, i) => `${i},${(i % 90) / 10},${(i % 300) / 10},note ${i}`).join('\n')}\n`) }),
  geojsonl: () => ({ name: 'a.geojsonl', bytes: Buffer.from(Array.from({ length: 8000 }, (_, i) => JSON.stringify({ type: 'Feature', properties: { i }, geometry: { type: 'Point', coordinates: [i / 100, 4] } })).join('\n')) }),
  kml: () => ({ name: 'a.kml', bytes: Buffer.from(`<kml><Document>${Array.from({ length: 5000 }, (_, i) => `<Placemark><name>${i}</name><Point><coordinates>${i / 100},4</coordinates></Point></Placemark>`).join('')}</Document></kml>`) }),
  geotiff: () => ({ name: 'a.tif', bytes: tiffOf(tags({ width: 1500, height: 1500, bits: 32, format: 3, bytes: 9_000_000 }).map((tag) => (tag[0] === 33_550 ? [33_550, 12, [0.01, 0.01, 0]] : tag)), Buffer.alloc(9_000_000, 1)) }),
  zip: () => ({ name: 'a.zip', bytes: zipOf([{ name: 'a.csv', data: `id,name\n${Array.from({ length: 12_000 }, (_, i) => `${i},name ${i * 7919}`).join('\n')}\n` }]) }),
  ...Object.fromEntries((['gpkg', 'shp.zip', 'xlsx', 'fgb', 'parquet'] as const).map((format) => [format, async (making: string) => (await exportedSeeds(format, making, ['line'], 2500))[0]!])),
}

describe('an import that is cancelled', () => {
  it.each(Object.keys(makers))(`%s: at ${points} points leaves the project as it was and nothing on the disk, and then succeeds`, { timeout: 300_000, retry: 0 }, async (id) => {
    const place = folder()
    const staging = join(place, 'staging')
    for (const inner of [staging, join(place, 'making')]) mkdirSync(inner)
    const file = await makers[id]!(join(place, 'making'))
    const path = join(place, file.name)
    writeFileSync(path, file.bytes)
    const options = { name: 'New', ...(id === 'xlsx' ? { sublayer: 'Zones' } : {}) }
    const opened = project('p.gpkg', place)
    addEvents(opened, 'Before')
    const before = stateOf(opened)
    vi.stubEnv('TMPDIR', staging)
    try {
      const heard = { count: 0, stopAt: Infinity, stop: () => {} }
      const start: StartProcess = (entry) => {
        const port = startNode(entry)
        return { ...port, onMessage(listener) { port.onMessage((message) => { if (++heard.count >= heard.stopAt) heard.stop(); listener(message) }) } }
      }
      const counted = project('counted.gpkg', place)
      const whole = await tryImport(counted, path, options, start)
      if (typeof whole === 'string') expect.fail(whole)
      const messages = heard.count
      for (let point = 0; point < points; point++) {
        const abort = new AbortController()
        Object.assign(heard, { count: 0, stopAt: 1 + Math.floor((messages * point) / points), stop: () => abort.abort() })
        expect([point, await tryImport(opened, path, options, start, { signal: abort.signal })]).toEqual([point, 'CANCELLED'])
        expect(stateOf(opened)).toEqual(before)
        await expect.poll(() => readdirSync(staging)).toEqual([])
      }
      Object.assign(heard, { stopAt: Infinity })
      const done = await tryImport(opened, path, options, start)
      expect(typeof done === 'string' ? done : [done.read, done.imported, done.rejected]).toEqual([whole.read, whole.imported, whole.rejected])
      process.stdout.write(`cancelled ${id}: at ${points} of ${messages} messages\n`)
      await expect.poll(() => readdirSync(staging)).toEqual([])
    } finally {
      vi.unstubAllEnvs()
    }
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})
