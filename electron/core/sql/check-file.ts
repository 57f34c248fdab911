import { existsSync } from 'node:fs'
import type { Db } from './database.ts'
import { applicationId, geoPackageVersion } from './head.ts'
import { isHeld } from './lock.ts'

/** Checks 1 to 7 of our list: header, journal, integrity, encoding. */
export function checkFile(db: Db, path: string, head: Uint8Array): string[] {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const problems: string[] = []
  if (view.getUint32(68) !== applicationId) problems.push('The header does not say that the file is a GeoPackage.')
  if (view.getUint32(60) !== geoPackageVersion) problems.push(`The header names version ${view.getUint32(60)} of the GeoPackage standard, not ${geoPackageVersion}.`)
  if (!path.toLowerCase().endsWith('.gpkg') && !/\.gpkg\.new-[0-9a-f]{8}$/.test(path)) problems.push('The name of the file does not end in .gpkg.')
  if (db.pragma('encoding', { simple: true }) !== 'UTF-8') problems.push('The text of the file is not in UTF-8.')
  const found = (db.pragma('integrity_check(20)') as { integrity_check: string }[]).map((row) => row.integrity_check)
  if (found[0] !== 'ok') return [...problems, ...found.map((text) => `The file is damaged: ${text.replace(/\s+/g, ' ')}.`)]
  const broken = db.pragma('foreign_key_check') as { table: string; parent: string }[]
  for (const row of broken.slice(0, 20)) problems.push(`A row of ${row.table} names a row of ${row.parent} that does not exist.`)
  if (!isHeld(db)) problems.push(...checkRest(path, head))
  return problems
}

/** A project that nobody has open is one file in DELETE mode. */
function checkRest(path: string, head: Uint8Array): string[] {
  const problems: string[] = []
  if (head[18] !== 1 || head[19] !== 1) problems.push('The file was left in write-ahead mode: open it once for writing and close it.')
  for (const suffix of ['-wal', '-shm', '-journal']) {
    if (existsSync(path + suffix)) problems.push(`A side file (${suffix}) lies beside the project: open it once for writing and close it.`)
  }
  return problems
}
