import type { Input } from '../../../shared/contract/contract.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { refresh, runTask, toast, toastError } from '../../app/actions.ts'
import { download } from '../../app/download.ts'
import { get, set } from '../../app/store.ts'
import { call } from '../../host.ts'
import { textsOf } from '../../i18n.ts'

/** Changes a layer: shown at once, then as the project keeps it; put back where that fails. */
export async function updateLayer(input: Input<'layers.update'>): Promise<void> {
  const before = get().layers
  const old = before.find((layer) => layer.id === input.id)
  if (!old) return
  const { source, ...rest } = input
  replace({ ...old, ...rest, source: { ...old.source, ...source } })
  await attempt(async () => { replace(await call('layers.update', input)); set({ status: await call('project.status', {}) }) }, () => replace(old))
}

/** Shows a change of opacity while the slider moves; `updateLayer` keeps it. */
export function showOpacity(id: number, opacity: number): void {
  const layer = get().layers.find((one) => one.id === id)
  if (layer) replace({ ...layer, opacity })
}

export async function reorderLayers(ids: number[]): Promise<void> {
  const before = get().layers
  const at = new Map(ids.map((id, index) => [id, index]))
  set({ layers: before.toSorted((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0)) })
  await attempt(async () => { set({ layers: await call('layers.reorder', { ids }), status: await call('project.status', {}) }) }, () => set({ layers: before }))
}

export async function removeLayer(layer: Layer): Promise<void> {
  await attempt(async () => {
    await call('layers.remove', { id: layer.id })
    const { inspected } = get()
    if (inspected?.kind === 'layer' && inspected.id === layer.id) set({ inspected: null })
    await refresh()
    toast(textsOf(get().language).t('data.removed', { name: layer.name }))
  })
}

export async function exportLayer(layer: Layer, format: LayerFormat): Promise<void> {
  const { t } = textsOf(get().language)
  try {
    const file = await runTask(t('data.task.export', { name: layer.name }), 'layers.export', { id: layer.id, format })
    download(file.download, file.name)
    toast(t('data.exported', { name: file.name, count: file.rows }))
  } catch { /* runTask has shown it */ }
}

function replace(layer: Layer): void {
  set({ layers: get().layers.map((one) => (one.id === layer.id ? layer : one)) })
}

async function attempt(work: () => Promise<void>, putBack: () => void = () => {}): Promise<void> {
  try { await work() } catch (error) { putBack(); toastError(error) }
}
