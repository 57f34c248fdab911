import { expect, it } from 'vitest'
import { checkProject } from '../../electron/core/sql/check.ts'
import { addEvents, folder, project } from '../electron/sql/helpers.ts'
import { canLimit, limitMemory } from './limited.ts'
import { stateOf, tryImport } from './project-state.ts'
import { isTaken, tooMuch } from './too-much.ts'

const limitMb = 512

/** One test per file that asks for too much: the import process has 512 MB; it takes the file or refuses it in one coded line, the core lives and the project is as it was or whole. */
export function tooMuchTests(size: number): void {
  it(`the system ${canLimit ? 'limits' : 'cannot limit (no control groups of version 1): only the heap is limited in'} the memory of the import process`, () => { expect(typeof canLimit).toBe('boolean') })

  it.each(Object.keys(tooMuch))('%s', { timeout: 900_000, retry: 0 }, async (name) => {
    const place = folder()
    const path = tooMuch[name]!(place, size)
    const opened = project('p.gpkg', place)
    addEvents(opened, 'Before')
    const before = stateOf(opened)
    const limited = limitMemory(limitMb)
    const began = performance.now()
    const result = await tryImport(opened, path, { name: 'New' }, limited.start)
    process.stdout.write(`${name}, size ${size}: ${typeof result === 'string' ? result : `${result.imported} of ${result.read} taken`} in ${Math.round(performance.now() - began)} ms, at most ${limited.peakMb() ?? '?'} of ${limitMb} MB\n`)
    if (typeof result === 'string') {
      expect(result).toMatch(/^[A-Z][A-Z0-9_]*$/)
      expect(stateOf(opened)).toEqual(before)
    } else expect(result.read).toBe(result.imported + result.rejected)
    if (!isTaken(name)) expect(typeof result).toBe('string')
    await limited.remove()
    addEvents(opened, 'After')
    opened.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
}
