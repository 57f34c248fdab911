import { Link2 } from 'lucide-react'
import type { Layer } from '../../shared/model/layer.ts'
import { useCall } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { set, useStore } from './store.ts'
import './joinline.css'

/** Whether the layer's rows find their areas by code or name rather than by where they lie. */
export function isJoined(layer: Layer): boolean {
  return layer.geometry === 'none' && layer.kind !== 'areas' && layer.kind !== 'raster'
}

/** How many rows of a table name an area of the set in view, with the way to match the others. `quiet`: with the layer's name, and nothing where no rows are left or all areas have some. */
export function JoinLine({ layer, quiet = false }: { layer: Layer; quiet?: boolean }) {
  const { t } = useTexts()
  const areaSet = useStore((state) => state.areaSet)
  const version = useStore((state) => state.dataVersion)
  const { data } = useCall('joins.get', areaSet !== null && isJoined(layer) ? { layer: layer.id, areaSet } : null, version)
  if (!data) return null
  const left = data.rows - data.rowsMatched
  if (quiet && (left === 0 || data.areasWithout === 0)) return null
  return (
    <p className="caption join-line" data-join-line>
      <Icon of={Link2} size={14} />
      <span>{quiet && <strong>{layer.name} </strong>}{left === 0 ? t('join.line.all') : t('join.line', { count: left, rows: data.rows })}</span>
      <Button className="small" onPress={() => set({ dialog: { name: 'join', data: { layer: layer.id } } })}>{t('join.open')}</Button>
    </p>
  )
}
