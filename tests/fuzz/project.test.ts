import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../electron/core/sql/check.ts'
import { getChanges, undoChange } from '../../electron/core/sql/changes.ts'
import { getContentHash, listLayers } from '../../electron/core/sql/layers.ts'
import { folder, project } from '../electron/sql/helpers.ts'
import { startHere } from './in-process.ts'
import { inputOf } from './run.ts'
import { stateOf, tryImport } from './project-state.ts'
import { targets } from './targets.ts'

const seed = 20_261_202
const each = 30

describe('a project into which spoilt files are imported', () => {
  it.each(targets.filter((target) => target.read === 'layer').map((target) => [target.id, target] as const))('%s: refused files leave it as it was, taken ones give the same each time, and it stays sound', { timeout: 300_000, retry: 0 }, async (id, target) => {
    const place = folder()
    for (const inner of ['making', 'files']) mkdirSync(join(place, inner))
    const [first, second] = [project('a.gpkg', place), project('b.gpkg', place)]
    const seeds = await target.seeds(join(place, 'making'))
    const [taken, refused]: [string[], string[]] = [[], []]
    const seen = new Set<string>()
    for (let index = 0; index < each; index++) {
      const input = inputOf(target, seeds, seed, index)
      const bytes = Buffer.from(input.bytes).toString('latin1')
      if (seen.has(bytes)) continue
      seen.add(bytes)
      const path = join(place, 'files', `${index}-${input.name}`)
      writeFileSync(path, input.bytes)
      const before = stateOf(first)
      const options = { name: `Layer ${index}` }
      let result = await tryImport(first, path, options, startHere)
      const sublayer = result === 'CHOOSE_LAYER' ? { ...options, sublayer: await firstLayer(path) } : options
      if (result === 'CHOOSE_LAYER') result = await tryImport(first, path, sublayer, startHere)
      if (typeof result === 'string') {
        expect(result, `${id} seed ${seed} input ${index}`).toMatch(/^[A-Z][A-Z0-9_]*$/)
        expect(stateOf(first), `${id} seed ${seed} input ${index}`).toEqual(before)
        refused.push(result)
        continue
      }
      taken.push(result.layer)
      expect(result.read, `${id} seed ${seed} input ${index}`).toBe(result.imported + result.rejected)
      const again = await tryImport(first, path, sublayer, startHere)
      expect(typeof again === 'string' ? again : again.notes[0]?.code, `${id} seed ${seed} input ${index} again`).toBe('ALREADY_IMPORTED')
      const other = await tryImport(second, path, sublayer, startHere)
      if (typeof other === 'string') expect.fail(`${id} seed ${seed} input ${index}: ${other} in another project`)
      expect(getContentHash(second.db, other.layerId), `${id} seed ${seed} input ${index}`).toBe(getContentHash(first.db, result.layerId))
    }
    process.stdout.write(`fuzz into a project ${id} seed ${seed}: ${taken.length} taken, ${refused.length} refused\n`)
    expect(taken.length).toBeGreaterThan(each / 20)
    while (getChanges(second.db).undo) undoChange(second.db)
    expect(listLayers(second.db)).toEqual([])
    for (const opened of [first, second]) {
      opened.release()
      expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
    }
    expect(readdirSync(place).toSorted()).toEqual(['a.gpkg', 'b.gpkg', 'files', 'making'])
  })
})

async function firstLayer(path: string): Promise<string> {
  const { previewFile } = await import('../../electron/core/import/preview.ts')
  return (await previewFile({ path, name: path.split('/').at(-1)! }, {})).sublayers[0]!.name
}
