import { Shuffle } from 'lucide-react'
import type { Layer } from '../../../../shared/model/layer.ts'
import { set, useStore } from '../../../app/store.ts'
import { useCall } from '../../../host.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { isMovable } from './choices.ts'
import './edition.css'

/** On a layer's card: what it was moved from, with the report, or the way to move it to another edition of the areas. */
export function EditionLine({ layer }: { layer: Layer }) {
  const { t } = useTexts()
  const areaSets = useStore((state) => state.areaSets)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const moved = layer.source.format === 'Edition'
  const { data } = useCall('editions.report', moved ? { layer: layer.id } : null, layer.id)
  const canMove = isMovable(layer, areaSets) && !readOnly
  if (!data && !canMove) return null
  return (
    <p className="caption edition-line">
      <Icon of={Shuffle} size={14} />
      {data ? <span>{t('edition.line', { layer: data.layer, from: data.crosswalk.from.name, to: data.crosswalk.to.name })}</span> : <span>{t('edition.line.none')}</span>}
      {data && <Button className="small" onPress={() => set({ dialog: { name: 'edition-report', data: { layer: layer.id } } })}>{t('edition.report')}</Button>}
      {canMove && <Button className="small" onPress={() => set({ dialog: { name: 'edition', data: { layer: layer.id } } })}>{t('edition.open')}</Button>}
    </p>
  )
}
