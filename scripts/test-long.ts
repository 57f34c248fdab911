import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from './run-command.ts'
import { root } from './setup.mjs'

const help = `npm run test:long -- [WORDS…] [--format csv,kml,…] [--count N] [--from N] [--seed N] [--night]
  WORDS    parts of the names of the files under tests/long to run; all of them without
  --format which kinds of file to fuzz; all without
  --count  how many inputs each, in place of the numbers of a pull request (--night: those of a night)
  --seed   another seed; --from the first input, to make one again`

/** The long part of the tests: far more fuzzed inputs, and files of full size. Options reach the tests by their environment. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { format: { type: 'string' }, count: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' }, night: { type: 'boolean' }, help: { type: 'boolean' } } })
if (values.help) process.stdout.write(`${help}\n`)
else {
  mkdirSync(join(root, 'test-results'), { recursive: true })
  const environment = Object.fromEntries(Object.entries(values).map(([name, value]) => [`ATLAS_LONG_${name.toUpperCase()}`, String(value)]))
  process.exitCode = await runCommand(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', join(root, 'tests/long/vitest.config.ts'), ...positionals], { cwd: root, limitMilliseconds: 24 * 3600_000, environment })
}
