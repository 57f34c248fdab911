import type { ViewState } from '../../../shared/model/project.ts'
import type { Db } from './database.ts'
import { getMeta, setMeta } from './meta.ts'
import { write } from './write.ts'

/** What the window last showed, or an empty state. A damaged state counts as none. */
export function getView(db: Db): ViewState {
  const text = getMeta(db, 'view')
  if (text === null) return {}
  try {
    const state: unknown = JSON.parse(text)
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? (state as ViewState) : {}
  } catch {
    return {}
  }
}

/** Keeps what the window shows. */
export function setView(db: Db, state: ViewState): void {
  write(db, () => setMeta(db, 'view', JSON.stringify(state)))
}
