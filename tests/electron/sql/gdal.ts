import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const python = '/usr/bin/python3'

/** True where Debian's gdal-bin and python3-gdal are installed; tests that need them skip elsewhere. */
export const hasGdal = existsSync('/usr/bin/ogrinfo') && existsSync('/usr/bin/ogr2ogr') && existsSync(python) && spawnSync(python, ['-c', 'import osgeo.ogr, osgeo_utils.samples.validate_gpkg'], { stdio: 'ignore' }).status === 0

/** GDAL's own validator of GeoPackages: its exit code and what it said. */
export function validate(path: string): { code: number | null; said: string } {
  return run(python, ['-m', 'osgeo_utils.samples.validate_gpkg', '-k', '--extra', path])
}

export function ogrinfo(...args: string[]): { code: number | null; said: string } {
  return run('/usr/bin/ogrinfo', args)
}

export function ogr2ogr(...args: string[]): { code: number | null; said: string } {
  return run('/usr/bin/ogr2ogr', args)
}

/** Runs Python text with GDAL's bindings; `sys.argv[1:]` are the arguments. */
export function python3(text: string, ...args: string[]): { code: number | null; said: string } {
  return run(python, ['-c', text, ...args])
}

function run(command: string, args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input: '', env: { ...process.env, LC_ALL: 'C.UTF-8', PYTHONPATH: '' } })
  return { code: status, said: `${stdout}${stderr}`.trim() }
}
