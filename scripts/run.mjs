// `node scripts/run.mjs start|test|test:long|build|atlas …`: sets up what is missing, then runs the real script under a Node that fits.
import { runWithNode, setUp } from './setup.mjs'

const files = { start: 'scripts/start.ts', test: 'scripts/test.ts', 'test:long': 'scripts/test-long.ts', build: 'scripts/build.ts', atlas: 'electron/hosts/cli/atlas.ts' }
const [name, ...words] = process.argv.slice(2)
if (name === 'atlas' && words[0] === 'serve') files.atlas = 'scripts/serve.ts'

const node = Object.hasOwn(files, name) ? await setUp().catch(stop) : stop(new Error(`Say one of: ${Object.keys(files).join(', ')}.`))
await runWithNode(node, files[name], words)

function stop(error) {
  process.stderr.write(`${error.message}\n`)
  if (name === 'test') process.stdout.write('0 passed, 1 failed, 0 skipped\n')
  process.exit(1)
}
