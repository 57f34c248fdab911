import type { ReactNode } from 'react'

/** A swatch, what it stands for, and how many there are. */
export function Row(props: { swatch: ReactNode; text: string; detail?: string; count?: string }) {
  return (
    <li>
      {props.swatch}
      <span className="map-legend-text" dir="auto">{props.text}</span>
      {props.detail && <span className="map-legend-detail figures" dir="ltr">{props.detail}</span>}
      {props.count !== undefined && <span className="map-legend-count figures">{props.count}</span>}
    </li>
  )
}
