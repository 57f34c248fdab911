import { randomBytes } from 'node:crypto'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { HeldFile, StartProcess } from '../core.ts'
import type { Db } from '../sql/database.ts'
import type { Project } from '../sql/open.ts'

/** What the services share: the one open project, the files that are held by token, and where things lie. */
export interface Session {
  project: Project | null
  readonly access: Access
  readonly staging: string
  readonly dataFolder: string
  readonly start: StartProcess
  readonly files: Map<string, HeldFile>
}

/** `window` reads when another program writes, `exclusive` refuses then, `read` never writes. */
export type Access = 'window' | 'exclusive' | 'read'

/** The open project's connection. Throws `NO_PROJECT`. */
export function dbOf(session: Session): Db {
  if (!session.project) throw new AtlasError('NO_PROJECT', 'No project is open. Open one, make a new one, or open the sample.')
  return session.project.db
}

/** The connection, when the project may be written. Throws `PROJECT_READ_ONLY` with the reason. */
export function writableDb(session: Session): Db {
  const db = dbOf(session)
  if (session.project?.readOnly) throw new AtlasError('PROJECT_READ_ONLY', `${session.project.readOnly} Save a copy to change it.`)
  return db
}

export function hold(session: Session, file: HeldFile): string {
  for (const [token, one] of session.files) if (one.path === file.path) return token
  const token = randomBytes(18).toString('base64url')
  session.files.set(token, file)
  return token
}

/** The file behind a token. Throws `FILE_NOT_HELD`. */
export function heldFile(session: Session, token: string): HeldFile {
  const file = session.files.get(token)
  if (!file) throw new AtlasError('FILE_NOT_HELD', 'The file is not there any more. Choose it again.')
  return file
}
