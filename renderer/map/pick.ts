import { call } from '../host.ts'
import { toastError } from '../app/actions.ts'
import { get, select, set } from '../app/store.ts'
import type { SurfaceEvents } from './surface.ts'

let latest = 0

/**
 * What a click on the map does: it chooses the area (Ctrl adds it to the selection or takes it out) and, outside the profile journey, shows the records that lie there.
 * A click on nothing clears the selection.
 */
export async function pickOnMap({ at, code, tolerance, add }: Parameters<SurfaceEvents['onPick']>[0]): Promise<void> {
  const { selected, journey, layers, period } = get()
  const number = ++latest
  if (add) {
    if (code !== null) select(selected.includes(code) ? selected.filter((one) => one !== code) : [...selected, code])
    return
  }
  select(code === null ? [] : [code])
  if (get().inspected?.kind === 'features') set({ inspected: code === null ? null : { kind: 'area' } })
  const asked = layers.filter((layer) => layer.visible && layer.kind !== 'areas' && (layer.geometry !== 'none' || layer.kind === 'raster')).map((layer) => layer.id)
  if (journey === 'profile' || asked.length === 0) return
  try {
    const found = await call('layers.identify', { lon: at[0], lat: at[1], tolerance, layers: asked, ...period })
    if (number === latest && found.length > 0) set({ inspected: { kind: 'features', at } })
  } catch (error) {
    toastError(error)
  }
}
