import { create } from 'zustand'
import type { Basemap as BasemapFile, BasemapState } from '../../shared/model/basemap.ts'
import { refresh, runTask, toast, toastError } from '../app/actions.ts'
import { desktop } from '../app/desktop.ts'
import { chooseFiles } from '../app/files.ts'
import { get as getState } from '../app/store.ts'
import { call, upload } from '../host.ts'
import { textsOf } from '../i18n.ts'

/** The basemaps of this computer and the project's choice; null until they are read. */
export const useBasemaps = create<{ state: BasemapState | null }>(() => ({ state: null }))

export async function loadBasemaps(): Promise<void> {
  useBasemaps.setState({ state: await call('basemaps.list', {}) })
}

export async function chooseBasemap(choice: string): Promise<void> {
  useBasemaps.setState({ state: await call('basemaps.choose', { choice }) })
}

export async function removeBasemap(file: BasemapFile): Promise<void> {
  useBasemaps.setState({ state: await call('basemaps.remove', { id: file.id }) })
  toast(textsOf(getState().language).t('basemap.removed', { name: file.name }))
}

/** Asks for a file of tiles and adds it. */
export async function askForBasemap(): Promise<void> {
  const [held] = desktop ? await desktop.chooseFiles() : []
  const [file] = desktop ? [] : await chooseFiles({ accept: '.mbtiles,.pmtiles' })
  if (held) await addHeldBasemap(held)
  else if (file) await addBasemap(file)
}

/** True for a file that is taken as a ground of the map, not as data. */
export function isBasemapFile(name: string): boolean {
  return /\.(mbtiles|pmtiles)$/i.test(name)
}

/** Adds a file of tiles to those of this computer and draws it. */
export async function addBasemap(file: File): Promise<void> {
  try {
    await addHeldBasemap({ file: await upload(file), name: file.name })
  } catch (error) { toastError(error) }
}

/** The same for a file that the host holds already. */
export async function addHeldBasemap({ file, name }: { file: string; name: string }): Promise<void> {
  const { t } = textsOf(getState().language)
  const added = await runTask(t('basemap.adding', { name }), 'basemaps.add', { file }).catch(() => null)
  if (!added) return
  await chooseBasemap(added.id)
  await refresh()
  toast(t('basemap.added', { name: added.name }))
}
