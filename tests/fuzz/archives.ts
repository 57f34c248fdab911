import { unzipSync } from 'fflate'
import { zipOf, type Written } from '../electron/formats/zip-writing.ts'
import { below, mutateBytes, pick, type Chance } from './mutate.ts'

/** How a member of an archive is spoilt. */
export type MemberMutator = (name: string, bytes: Uint8Array, next: Chance) => Uint8Array

const names = ['../../evil.txt', '/abs.shp', 'a\\..\\b.shp', 'CON.shp', 'a\u0000b.shp', 'x/'.repeat(40), '\u202egpj.exe', '__MACOSX/._a', '.DS_Store', 'b'.repeat(300), 'inner.zip', 'a.shp/b.shp']

/** A zip archive with one or two members spoilt, or its list of members, or its own bytes. */
export function mutateZip(bytes: Uint8Array, next: Chance, member: MemberMutator): Uint8Array {
  if (next() < 0.2) return mutateBytes(bytes, next, 60)
  if (next() < 0.1) return endSpoilt(bytes, next)
  let entries: Written[]
  try { entries = Object.entries(unzipSync(bytes)).map(([name, data]) => ({ name, data: Buffer.from(data) })) } catch { return mutateBytes(bytes, next) }
  if (entries.length === 0) return mutateBytes(bytes, next)
  for (let rounds = 1 + below(2, next); rounds > 0; rounds--) {
    const at = below(entries.length, next)
    const entry = entries[at]!
    if (next() < 0.75) { entry.data = Buffer.from(member(String(entry.name), Buffer.from(entry.data), next)); continue }
    switch (below(9, next)) {
      case 0: entries.splice(at, 1); break
      case 1: entries.push({ ...entry }); break
      case 2: entries.push({ name: pick(names, next), data: 'x' }); break
      case 3: entry.claimedBytes = pick([0, 1, 100, 2 ** 31, 2 ** 32 - 1], next); break
      case 4: entry.method = pick([1, 9, 12, 14, 93, 99], next); break
      case 5: entry.crc = below(2 ** 32, next); break
      case 6: entry.flags = pick([0, 1, 8, 0x809, 0x2000], next); break
      case 7: entry.mode = pick([0o120777, 0o40755, 0o60644, 0], next); break
      default: entry.name = String(entry.name).toUpperCase()
    }
    if (entries.length === 0) break
  }
  if (next() < 0.3) entries.reverse()
  return zipOf(entries.map((entry) => (next() < 0.5 ? { ...entry, stored: true } : entry)))
}

/** The central directory and its end, where offsets and counts are. */
function endSpoilt(bytes: Uint8Array, next: Chance): Buffer {
  const from = Math.max(0, bytes.length - 160)
  return Buffer.concat([bytes.subarray(0, from), mutateBytes(bytes.subarray(from), next)])
}
