import { toastError } from '../../app/actions.ts'
import { set } from '../../app/store.ts'
import { addBasemap, addHeldBasemap, isBasemapFile } from '../../map/basemapState.ts'
import { addFiles, addHeld } from './queue.ts'

/** Puts files into the import and shows it; map tiles are no data, they become the ground of the map. Files are the browser's, or held by the host already (chosen in the desktop's own dialog). */
export function openImport(chosen: readonly File[]): void {
  for (const tiles of chosen.filter(({ name }) => isBasemapFile(name))) void addBasemap(tiles)
  const files = chosen.filter(({ name }) => !isBasemapFile(name))
  if (files.length === 0) return
  set({ dialog: { name: 'import' } })
  addFiles(files).catch(toastError)
}

export function openHeldImport(chosen: readonly { file: string; name: string }[]): void {
  for (const tiles of chosen.filter(({ name }) => isBasemapFile(name))) void addHeldBasemap(tiles)
  const files = chosen.filter(({ name }) => !isBasemapFile(name))
  if (files.length === 0) return
  set({ dialog: { name: 'import' } })
  addHeld(files).catch(toastError)
}
