import { AtlasError } from '../../shared/contract/errors.ts'
import type { Core, HeldFile } from '../../electron/core/core.ts'

export interface FakeCore extends Core { calls: { name: string; input: unknown }[]; aborted: string[]; files: Map<string, HeldFile>; closed: boolean }

/** A core of a few lines that the tests of the hosts drive: `project.rename` echoes, `project.check` reports twice and waits for its abort, `project.create` fails as the title says. */
export function fakeCore(): FakeCore {
  const core: FakeCore = {
    calls: [], aborted: [], files: new Map(), closed: false,
    async call(name, input, { report, signal }) {
      core.calls.push({ name, input })
      const title = (input as { title?: string }).title
      if (name === 'project.create' && title === 'mendable') throw new AtlasError('NAME_TAKEN', 'The name is taken. Choose another.')
      if (name === 'project.create') throw new TypeError('a bug')
      if (name === 'project.check') {
        report({ step: 'one', done: 1, total: 2 })
        report({ step: 'two', done: 2, total: null })
        await new Promise<void>((resolve) => { if (signal.aborted) resolve(); else signal.addEventListener('abort', () => resolve()) })
        core.aborted.push(name)
        throw new AtlasError('CANCELLED', 'The work was cancelled.')
      }
      return { echo: input, bytes: new Uint8Array([1, 2]).length } as never
    },
    async resource(path) {
      if (path.startsWith('tiles/empty')) return { status: 204, type: 'application/x-protobuf', body: new Uint8Array() }
      if (path.startsWith('tiles/')) return { status: 200, type: 'application/x-protobuf', body: new TextEncoder().encode(path), cache: 60 }
      throw new AtlasError('NOT_FOUND', `Nothing is at ${path}.`)
    },
    hold(file) { const token = `held-${core.files.size + 1}-token`; core.files.set(token, file); return token },
    held(token) { return core.files.get(token) ?? null },
    async close() { core.closed = true },
  }
  return core
}
