import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './source.ts'

interface Manifest { dependencies: Record<string, string>; devDependencies: Record<string, string>; optionalDependencies: Record<string, string>; scripts: Record<string, string> }
interface Locked { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; license?: string; dev?: boolean; optional?: boolean; devOptional?: boolean; link?: boolean }

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked & Partial<Manifest>> }
const packages = Object.entries(lock.packages).filter(([path]) => path).map(([path, entry]) => ({ name: path.split('node_modules/').at(-1)!, ...entry }))

/** Versions with known holes, and packages that must not come in at all. */
const denied: Record<string, (version: string) => boolean> = {
  'maplibre-gl': (version) => below(version, '6.4.1'),
  'fast-xml-parser': (version) => below(version, '5.5.7'),
  jspdf: (version) => below(version, '4.2.0'),
  electron: (version) => below(version, '35.7.5'),
  xlsx: () => true,
  '@ngageoint/geopackage': () => true,
}

describe('packages', () => {
  it('every direct dependency is pinned to one exact version, and the lockfile agrees', () => {
    const direct = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(Object.entries(direct).filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([])
    expect(lock.packages['']).toMatchObject({ dependencies: manifest.dependencies, devDependencies: manifest.devDependencies, optionalDependencies: manifest.optionalDependencies })
  })
  it('the lockfile names no address to fetch from, and a checksum for everything', () => {
    expect(packages.filter(({ resolved }) => resolved !== undefined && /:\/\//.test(resolved))).toEqual([])
    expect(packages.filter(({ integrity, link }) => !link && !integrity).map(({ name }) => name)).toEqual([])
  })
  it('no denied version is locked', () => {
    expect(refused(packages.map(({ name, version }) => [name, version ?? '']))).toEqual([])
  })
  it.each([['maplibre-gl', '6.4.0'], ['maplibre-gl', '5.20.0'], ['xlsx', '0.18.5'], ['electron', '35.7.4'], ['jspdf', '4.1.9'], ['fast-xml-parser', '5.5.6']])('a planted %s %s is refused', (name, version) => {
    expect(refused([[name, version]])).toEqual([`${name} ${version}`])
  })
  it('nothing that ships is under a copyleft licence', () => {
    const shipped = packages.filter(({ dev, devOptional, optional }) => !dev && !devOptional && !optional)
    expect(shipped.filter(({ license }) => license !== undefined && /\b(A?GPL|LGPL|MPL|EUPL|SSPL|CC-BY-NC)/i.test(license) && !/\bOR\b.*\b(MIT|Apache|BSD|ISC)|\b(MIT|Apache-2\.0|BSD[\w-]*|ISC)\b.* OR /i.test(license)).map(({ name, license }) => `${name} ${license}`)).toEqual([])
  })
  it('npm runs no install scripts', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8').split('\n')).toEqual(expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']))
  })
  it('the two commands set themselves up', () => {
    expect([manifest.scripts.start, manifest.scripts.test]).toEqual(['node scripts/run.mjs start', 'node scripts/run.mjs test'])
    expect(readFileSync(join(root, 'scripts/setup.mjs'), 'utf8').match(/from '([^']+)'/g)).toEqual(["from 'node:child_process'", "from 'node:fs'", "from 'node:path'", "from 'node:url'"])
  })
})

function refused(list: [string, string][]): string[] {
  return list.filter(([name, version]) => Object.hasOwn(denied, name) && denied[name]!(version)).map(([name, version]) => `${name} ${version}`)
}

function below(version: string, least: string): boolean {
  const a = version.split(/[.-]/).map(Number), b = least.split('.').map(Number)
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0)
  return false
}
