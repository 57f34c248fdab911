import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { catalogueResource, presetFrameworks, readCatalogue } from '../../electron/core/catalogue.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-catalogue-'))
  mkdirSync(join(folder, 'data/basemap'), { recursive: true })
  mkdirSync(join(folder, 'data/frameworks'))
  writeFileSync(join(folder, 'data/basemap/world-110m.json'), '{"a":1}')
  writeFileSync(join(folder, 'data/secret.json'), '{}')
  writeFileSync(join(folder, 'outside.json'), '{}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('the page reads the basemap and nothing else of the catalogue or beside it', () => {
  const data = join(folder, 'data')
  const found = catalogueResource('catalogue/basemap/world-110m.json?v=1', data)
  expect([found.status, found.type, Buffer.from(found.body).toString()]).toEqual([200, 'application/json; charset=utf-8', '{"a":1}'])
  for (const path of ['catalogue/secret.json', 'catalogue/basemap/../secret.json', 'catalogue/basemap/../../outside.json', 'catalogue/basemap/%2e%2e/secret.json', 'catalogue/basemap/none.json', 'catalogue/basemap', 'catalogue/', '', 'catalogue//etc/passwd', 'catalogue/basemap/..\\secret.json']) {
    expect(() => catalogueResource(path, data), path).toThrowError(expect.objectContaining({ code: 'NOT_FOUND' }))
  }
})
it('a missing or damaged file of the catalogue names itself', () => {
  const data = join(folder, 'data')
  writeFileSync(join(data, 'half.json'), '{"a":')
  expect(() => readCatalogue('none.json', data)).toThrow('data/none.json is missing')
  expect(() => readCatalogue('half.json', data)).toThrow('data/half.json is damaged')
})
it('a preset that breaks the schema names its file', () => {
  const data = join(folder, 'data')
  writeFileSync(join(data, 'frameworks/bad.json'), '{"id":"x"}')
  expect(() => presetFrameworks(data)).toThrow('data/frameworks/bad.json: ')
})
it('every shipped preset is valid and has its own id', () => {
  const ids = presetFrameworks().map((one) => one.id)
  expect(new Set(ids).size).toBe(ids.length)
})
