import type { Db } from './database.ts'

/** A value that the project keeps under a key, or null. Keys in use: `schema`, `title`, `sample`, `view`, `basemap`. */
export function getMeta(db: Db, key: string): string | null {
  return db.prepare<[string], { value: string }>('SELECT value FROM atlas_meta WHERE key = ?').get(key)?.value ?? null
}

/** Keeps a value under a key; null removes it. */
export function setMeta(db: Db, key: string, value: string | null): void {
  if (value === null) db.prepare('DELETE FROM atlas_meta WHERE key = ?').run(key)
  else db.prepare('INSERT INTO atlas_meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
}

/** The project's title. */
export function getTitle(db: Db): string {
  return getMeta(db, 'title') ?? ''
}
