import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Core } from '../../../electron/core/core.ts'
import { openCore } from '../../../electron/core/open-core.ts'
import { startNode } from '../../../electron/core/process.ts'
import type { CallName, Input, Output } from '../../../shared/contract/contract.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'

export interface Opened { core: Core; folder: string; call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>; bring(path: string, options?: ImportOptions): Promise<number>; write(name: string, text: string): string }

/** A new project with its services and real import processes; everything is gone afterwards. */
export async function withCore<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-joins-'))
  const core = await openCore({ project: null, staging: join(folder, 'staging'), dataFolder: folder, start: startNode })
  const call: Opened['call'] = (name, input) => core.call(name, input, { report: () => {}, signal: new AbortController().signal })
  try {
    await call('project.create', { title: 'Joins' })
    return await work({
      core, folder, call,
      bring: async (path, options = {}) => (await call('imports.run', { file: core.hold({ path, name: basename(path) }), options })).layerId,
      write: (name, text) => { const path = join(folder, name); writeFileSync(path, text); return path },
    })
  } finally {
    await core.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

export function areasJson(level: number, rows: [code: string, name: string, parent: string | null, other?: string][]): string {
  return JSON.stringify({ type: 'FeatureCollection', features: rows.map(([code, name, parent, other], i) => ({
    type: 'Feature', properties: { [`adm${level}_pcode`]: code, [`adm${level}_name`]: name, ...(other === undefined ? {} : { [`adm${level}_name1`]: other }), ...(parent === null ? {} : { [`adm${level - 1}_pcode`]: parent }) },
    geometry: { type: 'Polygon', coordinates: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]] },
  })) })
}

export const provinces = areasJson(1, [['TD01', 'Nord', null], ['TD02', 'Sud', null]])
export const districts = areasJson(2, [['TD0101', 'Ouham', 'TD01', 'أوهام'], ['TD0102', 'Ouham-Pendé', 'TD01'], ['TD0201', 'Santa Rosa', 'TD02'], ['TD0202', 'Kismaayo', 'TD02']])
