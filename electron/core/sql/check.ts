import { connectUntrusted } from './database.ts'

/** Looks for everything that is wrong with a project file without changing a byte of it. */
export function checkProject(path: string): { ok: boolean; problems: string[] } {
  const db = connectUntrusted(path, true)
  try {
    const found = db.pragma('integrity_check(20)') as { integrity_check: string }[]
    const problems = found.map((row) => row.integrity_check).filter((text) => text !== 'ok')
    return { ok: problems.length === 0, problems }
  } finally {
    db.close()
  }
}
