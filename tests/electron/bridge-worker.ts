import { serveCore } from '../../electron/core/bridge.ts'
import { parentPort } from '../../electron/core/parent.ts'
import { fakeCore } from './fake-core.ts'

/** A process that serves the fake core; `project.copy` kills it, as a crash would. */
const core = fakeCore()
const call = core.call
core.call = (name, input, context) => (name === 'project.copy' ? process.kill(process.pid, 'SIGKILL') as never : call(name, input, context))
serveCore(core, parentPort())
