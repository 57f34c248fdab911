import { toastError } from '../../app/actions.ts'
import { flyTo, get } from '../../app/store.ts'
import { call } from '../../host.ts'

/** Moves the map to an area of the shown set. Areas without geometry have no place to go to. */
export async function goToArea(code: string): Promise<void> {
  const id = get().areaSet
  if (id === null) return
  try {
    const area = (await call('areaSets.areas', { id })).find((one) => one.code === code)
    if (area?.bbox) flyTo(area.bbox)
  } catch (error) { toastError(error) }
}
