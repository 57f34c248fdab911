import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './source.ts'

const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8')

it('every fuse of the packed program is set as the hardening list says', () => {
  const fuses = Object.fromEntries([...(/^electronFuses:\n((?: {2}\w+: \w+\n)+)/m.exec(settings)?.[1] ?? '').matchAll(/ {2}(\w+): (\w+)/g)].map((match) => [match[1]!, match[2] === 'true']))
  expect(fuses).toEqual({
    runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
  })
})

it('the packed program rebuilds nothing and unpacks its native module', () => {
  expect(settings).toMatch(/^npmRebuild: false$/m)
  expect(settings).toMatch(/^asarUnpack:\n {2}- node_modules\/better-sqlite3\/\*\*$/m)
})
