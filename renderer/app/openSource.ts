import { get, set } from './store.ts'

/** Opens the source card of a layer: where its numbers come from. */
export function openSource(layer: number): void {
  set({ inspected: { kind: 'layer', id: layer, tab: 'source' }, panels: { ...get().panels, rightOpen: true } })
}

/** The same for a layer by its name; nothing where it is gone. */
export function openSourceOf(name: string): void {
  const layer = get().layers.find((one) => one.name === name)
  if (layer) openSource(layer.id)
}
