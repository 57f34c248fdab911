import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A compute process that puts itself under the limit of a control group before it does anything. */
const group = process.env.ATLAS_TEST_GROUP
if (group) writeFileSync(join(group, 'cgroup.procs'), String(process.pid))
await import('../../electron/workers/compute.ts')
