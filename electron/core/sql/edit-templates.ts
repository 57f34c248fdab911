import { AtlasError } from '../../../shared/contract/errors.ts'
import { applyChange } from './changes.ts'
import type { Db } from './database.ts'
import { listTemplates, stored, type TemplateRecord } from './import-templates.ts'

/** Gives a template another name, as one change. Throws `NAME_TAKEN`, `NO_SUCH_TEMPLATE`. */
export function renameTemplate(db: Db, id: number, name: string): void {
  const before = recordOf(db, id)
  if (before.name === name) return
  if (listTemplates(db).some((one) => one.name === name)) throw new AtlasError('NAME_TAKEN', `There is a template “${name}” already. Give another name.`)
  applyChange(db, { label: 'template.rename', subject: before.name, forward: [{ noun: 'template', id, template: stored({ ...before, name }) }], inverse: [{ noun: 'template', id, template: stored(before) }] })
}

/** Forgets a template, as one change. Throws `NO_SUCH_TEMPLATE`. */
export function forgetTemplate(db: Db, id: number): void {
  const before = recordOf(db, id)
  applyChange(db, { label: 'template.forget', subject: before.name, forward: [{ noun: 'template', id, template: null }], inverse: [{ noun: 'template', id, template: stored(before) }] })
}

function recordOf(db: Db, id: number): TemplateRecord {
  const found = listTemplates(db).find((one) => one.id === id)
  if (!found) throw new AtlasError('NO_SUCH_TEMPLATE', `The project has no import template ${id}. Choose one from the list.`)
  return found
}
