import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** The program's own folder: the nearest one above this file that holds `data/`. */
export const appFolder = ((): string => {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'data')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
})()

/** Where the program keeps copies of the sample, recent projects and caches; `ATLAS_DATA` overrules the system's usual place. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment.ATLAS_DATA) return environment.ATLAS_DATA
  const home = homedir()
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Human Security Atlas')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Human Security Atlas')
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'human-security-atlas')
}
