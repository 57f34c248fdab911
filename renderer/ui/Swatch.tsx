import { Grid3x3, Table2 } from 'lucide-react'
import type { GeometryKind } from '../../shared/model/geometry.ts'
import type { LayerStyle } from '../../shared/model/style.ts'
import { Icon } from './Icon.tsx'

type Pattern = LayerStyle['pattern']
interface SwatchProps { geometry: GeometryKind | 'raster'; colour: string; pattern?: Pattern; size?: number; missing?: boolean; opacity?: number; name?: string }

/** The one drawing of a symbol, for the layer list and the legend: a dot, a line, a filled square (with its pattern), a grid or a table. */
export function Swatch(props: SwatchProps) {
  if (props.geometry === 'none') return <Icon of={Table2} size={props.size ?? 16} name={props.name} />
  if (props.geometry === 'raster') return <Icon of={Grid3x3} size={props.size ?? 16} colour={props.colour} name={props.name} />
  return (
    <svg className="swatch" width={props.size ?? 16} height={props.size ?? 16} viewBox="0 0 16 16" role={props.name ? 'img' : undefined} aria-label={props.name} aria-hidden={props.name ? undefined : true} focusable={false} style={{ flex: 'none' }}>
      {props.missing ? <Missing /> : <Shape {...props} />}
    </svg>
  )
}

/** The swatch of a layer's style: its single colour, or the middle of its classes, or its first value. */
export function styleColour(style: LayerStyle): string {
  if (style.ramp) return style.ramp.stops.at(-2)?.colour ?? style.colour
  if (style.by.kind === 'classes') return style.by.colours[Math.floor(style.by.colours.length / 2)] ?? style.colour
  if (style.by.kind === 'values') return style.by.values[0]?.colour ?? style.colour
  return style.colour
}

function Shape({ geometry, colour, pattern = 'none', opacity = 1 }: SwatchProps) {
  if (geometry === 'point') return <circle cx="8" cy="8" r="4.5" fill={colour} fillOpacity={opacity} stroke="var(--swatch-line)" strokeWidth="1" />
  if (geometry === 'line') return <path d="M1.5 12.5 L6 6 L10 9 L14.5 3" fill="none" stroke={colour} strokeOpacity={opacity} strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
  const drawn = pattern !== 'none'
  return (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" fill={colour} fillOpacity={drawn ? 0.18 * opacity : opacity} />
      {drawn && <path d={strokes[pattern]} stroke={colour} strokeWidth={pattern === 'dots' ? 2 : 1.2} strokeLinecap="round" fill="none" />}
      <rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke={drawn ? colour : 'var(--swatch-line)'} strokeWidth="1" />
      {geometry === 'mixed' && <circle cx="8" cy="8" r="2" fill="var(--swatch-line)" />}
    </>
  )
}

function Missing() {
  return (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" fill="var(--missing-ground)" stroke="var(--missing-line)" />
      <path d={strokes.lines} stroke="var(--missing-line)" strokeWidth="1" fill="none" />
    </>
  )
}

const strokes: Record<Exclude<Pattern, 'none'>, string> = {
  lines: 'M2 6 L6 2 M2 10 L10 2 M2 14 L14 2 M6 14 L14 6 M10 14 L14 10',
  cross: 'M2 6 L6 2 M2 10 L10 2 M2 14 L14 2 M6 14 L14 6 M10 14 L14 10 M10 2 L14 6 M6 2 L14 10 M2 2 L14 14 M2 6 L10 14 M2 10 L6 14',
  dots: 'M5 5 h.01 M8 8 h.01 M11 5 h.01 M5 11 h.01 M11 11 h.01',
}
