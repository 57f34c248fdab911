/** A process that opens a project: says how, then holds it until it is told to end or is killed. Arguments: path, then any of `exclusive`, `import`. */
import { beginLayer, insertRows } from '../../../electron/core/sql/importing.ts'
import { openProject } from '../../../electron/core/sql/open.ts'

const [path = '', ...modes] = process.argv.slice(2)
const say = (line: string): void => { process.stdout.write(`${line}\n`) }

try {
  const project = openProject(path, { exclusive: modes.includes('exclusive') })
  if (modes.includes('import')) {
    const layer = beginLayer(project.db, { name: 'Half', kind: 'table', geometry: 'none', fields: [{ name: 'a', column: 'a', type: 'integer' }] })
    const rows = Array.from({ length: 1000 }, (_, i) => ({ geometry: null, bounds: null, values: [i] }))
    insertRows(project.db, layer, rows)
    say('half')
    for (;;) insertRows(project.db, layer, rows)
  }
  say(project.readOnly === null ? 'writes' : `reads: ${project.readOnly}`)
  process.stdin.once('end', () => {
    project.release()
    say('released')
  })
  process.stdin.resume()
} catch (error) {
  say(`error: ${(error as { code?: string }).code ?? String(error)}`)
}
