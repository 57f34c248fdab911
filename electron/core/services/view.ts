import { redoChange, undoChange } from '../sql/changes.ts'
import { getView, setView } from '../sql/view.ts'
import { nestAreas } from './areas.ts'
import type { Calls } from './calls.ts'
import { statusOf } from './project.ts'
import { dbOf, writableDb, type Session } from './session.ts'

export function viewCalls(session: Session): Calls<'view.get' | 'view.set' | 'changes.undo' | 'changes.redo'> {
  const after = (change: (db: ReturnType<typeof dbOf>) => unknown) => {
    const db = writableDb(session)
    change(db)
    nestAreas(db)
    return statusOf(session)
  }
  return {
    'view.get': () => getView(dbOf(session)),
    'view.set': ({ state }) => {
      // A project that is only looked at keeps no view: not an error, the window goes on.
      const db = dbOf(session)
      if (session.project?.readOnly === null) setView(db, state)
      return {}
    },
    'changes.undo': () => after(undoChange),
    'changes.redo': () => after(redoChange),
  }
}
