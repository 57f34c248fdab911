import type { Layer } from '../../../shared/model/layer.ts'
import { useStore } from '../../app/store.ts'
import { styleColour, Swatch } from '../../ui/Swatch.tsx'

/** A layer's symbol as the map draws it: the shown areas filled, other areas as outlines. */
export function LayerSwatch({ layer }: { layer: Layer }) {
  const isShown = useStore((state) => state.areaSets.some((one) => one.id === state.areaSet && one.layer === layer.id))
  const plainAreas = layer.kind === 'areas' && layer.style.by.kind === 'single'
  const colour = plainAreas ? (isShown ? 'var(--area)' : 'transparent') : styleColour(layer.style)
  return <Swatch geometry={layer.kind === 'raster' ? 'raster' : layer.geometry} colour={colour} pattern={layer.style.pattern} opacity={plainAreas ? 1 : layer.opacity} />
}
