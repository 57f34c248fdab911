import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import { applyChange } from './changes.ts'
import type { Db } from './database.ts'
import { requireLayer } from './layers.ts'

/** The frameworks stored in the project, each in its newest version. */
export function listFrameworks(db: Db): Framework[] {
  return db.prepare<[], { framework: string }>('SELECT framework FROM atlas_frameworks f WHERE version = (SELECT max(version) FROM atlas_frameworks WHERE id = f.id) ORDER BY id').all().map((row) => JSON.parse(row.framework) as Framework)
}

/** A stored framework, the newest version unless one is named, or null. */
export function getFramework(db: Db, id: string, version?: number): Framework | null {
  const row = db.prepare<[string, number | null, number | null], { framework: string }>('SELECT framework FROM atlas_frameworks WHERE id = ? AND (? IS NULL OR version = ?) ORDER BY version DESC LIMIT 1').get(id, version ?? null, version ?? null)
  return row ? (JSON.parse(row.framework) as Framework) : null
}

/** Stores a framework as one change. The same version with another content throws `FRAMEWORK_EXISTS`; with the same content it does nothing. */
export function addFramework(db: Db, framework: Framework): void {
  const text = JSON.stringify(framework)
  const known = getFramework(db, framework.id, framework.version)
  if (known && JSON.stringify(known) === text) return
  if (known) throw new AtlasError('FRAMEWORK_EXISTS', `The project has version ${framework.version} of the framework “${framework.id}” already, with another content. Raise its version and add it again.`)
  applyChange(db, {
    label: 'framework.add', subject: framework.title.en ?? framework.id,
    forward: [{ noun: 'framework', id: framework.id, version: framework.version, framework: text }],
    inverse: [{ noun: 'framework', id: framework.id, version: framework.version, framework: null }],
  })
}

/** Which layer (id) each slot of a framework was bound to by the analyst. Bindings to removed layers do not count. */
export function listBindings(db: Db, framework: string): Map<string, number> {
  const rows = db.prepare<[string], { slot: string; layer: number }>("SELECT b.slot, b.layer FROM atlas_bindings b JOIN atlas_layers l ON l.id = b.layer WHERE b.framework = ? AND l.status = 'ready' ORDER BY b.slot").all(framework)
  return new Map(rows.map((row) => [row.slot, row.layer]))
}

/** Binds a slot to a layer, or frees it with null, as one change. */
export function bindSlot(db: Db, framework: string, slot: string, layer: number | null): void {
  if (layer !== null) requireLayer(db, layer)
  const before = db.prepare<[string, string], { layer: number }>('SELECT layer FROM atlas_bindings WHERE framework = ? AND slot = ?').get(framework, slot)?.layer ?? null
  if (before === layer) return
  applyChange(db, {
    label: 'framework.bind', subject: slot,
    forward: [{ noun: 'binding', framework, slot, layer }], inverse: [{ noun: 'binding', framework, slot, layer: before }],
  })
}
