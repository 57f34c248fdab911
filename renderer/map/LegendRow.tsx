import type { ReactNode } from 'react'
import { openSource } from '../app/openSource.ts'
import { useTexts } from '../i18n.ts'

/** The name of a layer in the legend; pressing it opens where its numbers come from. */
export function SourceName({ layer }: { layer: { id: number; name: string } }) {
  const { t } = useTexts()
  return <button type="button" className="map-legend-source" dir="auto" title={t('source.of', { name: layer.name })} onClick={() => openSource(layer.id)}>{layer.name}</button>
}

/** A swatch, what it stands for, and how many there are. */
export function Row(props: { swatch: ReactNode; text: ReactNode; detail?: string; count?: string }) {
  return (
    <li>
      {props.swatch}
      <span className="map-legend-text" dir="auto">{props.text}</span>
      {props.detail && <span className="map-legend-detail figures" dir="ltr">{props.detail}</span>}
      {props.count !== undefined && <span className="map-legend-count figures">{props.count}</span>}
    </li>
  )
}
