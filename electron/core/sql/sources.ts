import type { Source } from '../../../shared/model/source.ts'
import type { Db } from './database.ts'
import { quote } from './name.ts'

/** Records where a layer came from; what is not known stays empty. Answers the source's id. */
export function insertSource(db: Db, source: Partial<Source>, sublayer: string): number {
  return Number(db.prepare(`INSERT INTO atlas_sources (file, sublayer, format, bytes, sha256, read_at, crs, encoding, publisher, licence, date, url, sensitivity, method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(source.file ?? '', sublayer, source.format ?? '', source.bytes ?? 0, source.sha256 ?? '', source.read ?? '', source.crs ?? null, source.encoding ?? null,
      source.publisher ?? '', source.licence ?? '', source.date ?? '', source.url ?? '', source.sensitivity ?? 'low', source.method ?? '').lastInsertRowid)
}

/** Completes or corrects what is known of a source; absent stays. */
export function updateSource(db: Db, id: number, source: Partial<Source>): void {
  const columns: Record<keyof Source, string> = {
    file: 'file', format: 'format', bytes: 'bytes', sha256: 'sha256', read: 'read_at', crs: 'crs', encoding: 'encoding', publisher: 'publisher', licence: 'licence', date: 'date', url: 'url', sensitivity: 'sensitivity', method: 'method',
  }
  for (const [key, column] of Object.entries(columns)) {
    const value = source[key as keyof Source]
    if (value !== undefined) db.prepare(`UPDATE atlas_sources SET ${quote(column)} = ? WHERE id = ?`).run(value, id)
  }
}
