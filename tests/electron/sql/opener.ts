/** A process that opens a project: says how, then holds it until it is told to end or is killed. Arguments: path, then any of `exclusive`, `import` (an import without end), `work` (edits without end, each said once it is kept). */
import { undoChange } from '../../../electron/core/sql/changes.ts'
import { hideLayer, purgeHidden, updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { beginLayer, finishLayer, insertRows } from '../../../electron/core/sql/importing.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
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
  if (modes.includes('work')) {
    for (let i = 1; ; i++) {
      const before = listLayers(project.db)
      const layer = beginLayer(project.db, { name: `L${i}`, kind: 'table', geometry: 'none', fields: [{ name: 'a', column: 'a', type: 'integer' }] })
      insertRows(project.db, layer, Array.from({ length: 300 }, (_, n) => ({ geometry: null, bounds: null, values: [n * i] })))
      finishLayer(project.db, layer, { read: 300, rejected: 0 })
      updateLayer(project.db, layer, { theme: `T${i}` })
      say(`L${i} T${i}`)
      for (const { id } of before) hideLayer(project.db, id)
      if (i % 3 === 0) purgeHidden(project.db)
      if (i % 4 === 0) undoChange(project.db)
    }
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
