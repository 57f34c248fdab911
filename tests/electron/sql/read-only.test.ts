import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { checkProject } from '../../../electron/core/sql/check.ts'
import { listLayers } from '../../../electron/core/sql/layers.ts'
import { openProject } from '../../../electron/core/sql/open.ts'
import { addEvents, addLayer, codeOf, folder, keep, project } from './helpers.ts'

/** Root may write anywhere: these tests then act as nobody. */
const nobody = 65534

function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid!(nobody)
  try {
    return work()
  } finally {
    process.seteuid!(0)
  }
}

const closed: string[] = []
afterEach(() => {
  for (const path of closed.splice(0)) chmodSync(path, 0o755)
})

/** A closed project in a folder that anybody may read; then the folder is write-protected when `folderMode` says so. */
function protectedProject(fileMode: number, folderMode: number, leaveLog = false): string {
  const outer = folder()
  chmodSync(outer, 0o755)
  const inside = join(outer, 'data')
  mkdirSync(inside)
  const opened = project('p.gpkg', inside)
  addEvents(opened)
  opened.release()
  if (leaveLog) {
    const db = new Database(opened.path)
    db.pragma('journal_mode = WAL')
    db.exec("UPDATE atlas_meta SET value = value WHERE key = 'title'")
    db.close()
  }
  chmodSync(opened.path, fileMode)
  chmodSync(inside, folderMode)
  closed.push(inside)
  return opened.path
}

describe('a project that cannot be written', () => {
  it.each([
    ['The file is write-protected', 0o444, 0o777],
    ['Its folder is write-protected', 0o666, 0o555],
    ['The file is write-protected', 0o444, 0o555],
  ])('says “%s”, opens to read, and nothing changes', (reason, fileMode, folderMode) => {
    const path = protectedProject(fileMode, folderMode)
    const before = readFileSync(path)
    asNobody(() => {
      const opened = openProject(path)
      expect(opened.readOnly).toContain(reason)
      expect(listLayers(opened.db)).toHaveLength(1)
      expect(codeOf(() => addEvents(opened, 'More'))).toBe('PROJECT_READ_ONLY')
      expect(readdirSync(join(path, '..'))).toEqual(['p.gpkg'])
      opened.release()
      expect(checkProject(path)).toEqual({ ok: true, problems: [] })
    })
    expect(readdirSync(join(path, '..'))).toEqual(['p.gpkg'])
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('asks for a copy when it was left in write-ahead mode', () => {
    const path = protectedProject(0o444, 0o555, true)
    const before = readFileSync(path)
    expect(before[18]).toBe(2)
    asNobody(() => {
      expect(codeOf(() => openProject(path))).toBe('PROJECT_NEEDS_COPY')
      expect(checkProject(path).problems).toEqual(['The file was left in write-ahead mode: open it once for writing and close it.'])
    })
    expect(readdirSync(join(path, '..'))).toEqual(['p.gpkg'])
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('cannot be read by who may not', () => {
    const path = protectedProject(0o600, 0o755)
    if (process.geteuid?.() !== 0) chmodSync(path, 0o000)
    asNobody(() => expect(codeOf(() => openProject(path))).toBe('PROJECT_UNREADABLE'))
  })
})

describe('a project on a read-only medium', () => {
  const mount = (args: string[]): boolean => process.geteuid?.() === 0 && spawnSync('mount', args).status === 0

  it('says so and opens to read where this machine may mount one', (context) => {
    const inside = folder()
    if (!mount(['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', inside])) context.skip('a read-only medium can be mounted by root only')
    try {
      const opened = project('p.gpkg', inside)
      addEvents(opened)
      opened.release()
      expect(mount(['-o', 'remount,ro', inside])).toBe(true)
      const again = keep(openProject(opened.path))
      expect(again.readOnly).toContain('read-only medium')
      expect(listLayers(again.db)).toHaveLength(1)
      again.release()
      expect(readdirSync(inside)).toEqual(['p.gpkg'])
    } finally {
      spawnSync('umount', ['-l', inside])
      rmSync(inside, { recursive: true, force: true })
    }
  })
})

describe('a project on a disk of three megabytes', () => {
  /** Runs `work` in a folder on such a disk, where this machine may make one. */
  function onSmallDisk(context: { skip(why: string): never }, work: (inside: string) => void): void {
    const inside = folder()
    if (process.geteuid?.() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', inside]).status !== 0) context.skip('a small disk can be mounted by root only')
    try {
      work(inside)
    } finally {
      spawnSync('umount', ['-l', inside])
    }
  }

  it('keeps what was kept before when an import does not fit, and is one file again once there is room', (context) => onSmallDisk(context, (inside) => {
    const opened = project('p.gpkg', inside)
    const layer = addEvents(opened)
    const rows = Array.from({ length: 120_000 }, (_, i) => ({ geometry: null, bounds: null, values: [`row ${i} of many that do not fit`] }))
    expect(codeOf(() => addLayer(opened, { name: 'Big', kind: 'table', geometry: 'none', fields: [{ name: 'a', column: 'a', type: 'text' }] }, rows))).toBe('DISK_FULL')
    expect(listLayers(opened.db)).toEqual([layer])
    opened.release()
    expect(spawnSync('mount', ['-o', 'remount,size=9m', inside]).status).toBe(0)
    const again = keep(openProject(opened.path))
    expect([again.readOnly, listLayers(again.db)]).toEqual([null, [layer]])
    again.release()
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  }))

  it('opens to read while the disk is full, and to write again once it is not', (context) => onSmallDisk(context, (inside) => {
    const opened = project('p.gpkg', inside)
    const layer = addEvents(opened)
    opened.release()
    writeFileSync(join(inside, 'filler'), '')
    try {
      for (;;) appendFileSync(join(inside, 'filler'), Buffer.alloc(4096))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
    const full = keep(openProject(opened.path))
    expect([full.readOnly, listLayers(full.db)]).toEqual(['The disk is full.', [layer]])
    full.release()
    rmSync(join(inside, 'filler'))
    const last = keep(openProject(opened.path))
    expect(last.readOnly).toBeNull()
    last.release()
    expect(readdirSync(inside)).toEqual(['p.gpkg'])
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  }))
})

describe('a project that was left in write-ahead mode', () => {
  it('opens for writing where it can be written, and is in DELETE mode after it was closed', () => {
    const opened = project()
    addEvents(opened)
    opened.release()
    const db = new Database(opened.path)
    db.pragma('journal_mode = WAL')
    db.close()
    const again = keep(openProject(opened.path))
    expect(again.readOnly).toBeNull()
    again.release()
    const bytes = readFileSync(opened.path)
    expect([bytes[18], bytes[19]]).toEqual([1, 1])
    expect(checkProject(opened.path)).toEqual({ ok: true, problems: [] })
  })
})
