import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTexts } from '../i18n.ts'
import { isoOf, type Bin, type BinUnit } from './bins.ts'

type Window = [number, number]
type Grip = 'from' | 'to' | 'window' | 'new'

/** The bars with a window over them: drag its ends, drag it along, or drag anew (over a window that holds everything, too); its ends are sliders for the keyboard. */
export function TimeTrack(props: { bins: Bin[]; unit: BinUnit; shown: Window; onChange: (next: Window) => void }) {
  const { bins, shown } = props
  const { t, date } = useTexts()
  const track = useRef<HTMLDivElement>(null)
  const drag = useRef<{ grip: Grip; at: number; shown: Window } | null>(null)
  const count = bins.length
  const whole = shown[0] === 0 && shown[1] === count
  const highest = Math.max(1, ...bins.map((bin) => bin.count))
  const binAt = (event: PointerEvent) => {
    const box = track.current!.getBoundingClientRect()
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)))
  }
  const start = (grip: Grip) => (event: PointerEvent) => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    const anew = grip === 'window' && whole
    drag.current = { grip: anew ? 'new' : grip, at: binAt(event), shown }
    if (grip === 'new') props.onChange([binAt(event), binAt(event) + 1])
  }
  const move = (event: PointerEvent) => {
    if (!drag.current) return
    if (whole && drag.current.grip === 'new' && binAt(event) === drag.current.at) return
    const next = dragged(drag.current, binAt(event), count)
    if (next[0] !== shown[0] || next[1] !== shown[1]) props.onChange(next)
  }
  const handlers = (grip: Grip) => ({ onPointerDown: start(grip), onPointerMove: move, onPointerUp: () => { drag.current = null }, onPointerCancel: () => { drag.current = null } })
  const keys = (end: 0 | 1) => (event: KeyboardEvent) => {
    const next = keyed(event.key, end, shown, count, props.unit)
    if (!next) return
    event.preventDefault()
    props.onChange(next)
  }
  const share = (index: number) => `${(index / count) * 100}%`
  const slider = (end: 0 | 1, label: string) => (
    <div className={`timeline-grip ${end === 0 ? 'from' : 'to'}`} style={{ left: share(shown[end]) }} role="slider" tabIndex={0} aria-label={label} aria-valuemin={end === 0 ? 0 : shown[0] + 1} aria-valuemax={end === 0 ? shown[1] - 1 : count} aria-valuenow={shown[end]}
      aria-valuetext={date(isoOf(end === 0 ? bins[shown[0]]!.from : bins[shown[1] - 1]!.to - 1))} onKeyDown={keys(end)} {...handlers(end === 0 ? 'from' : 'to')} />
  )
  return (
    <div className="timeline-track" dir="ltr" role="group" aria-label={t('map.time.title')} ref={track} {...handlers('new')}>
      <svg className="timeline-bars" viewBox={`0 0 ${count} 100`} preserveAspectRatio="none" aria-hidden>
        {bins.map((bin, i) => bin.count > 0 && <rect key={bin.from} x={i + 0.08} width={0.84} y={100 - barHeight(bin.count, highest)} height={barHeight(bin.count, highest)} className={i >= shown[0] && i < shown[1] ? 'in' : 'out'} />)}
      </svg>
      <div className={`timeline-window ${whole ? 'whole' : ''}`} style={{ left: share(shown[0]), width: share(shown[1] - shown[0]) }} {...handlers('window')} />
      {yearMarks(bins).map((mark) => <span key={mark.year} className="timeline-year" style={{ left: share(mark.index) }}>{mark.year}</span>)}
      {slider(0, t('map.time.from'))}
      {slider(1, t('map.time.to'))}
    </div>
  )
}

/** Heights by the square root, so that a quiet month shows beside one of thousands; bars that hold anything are at least a twentieth high. */
function barHeight(count: number, highest: number): number {
  return 5 + 95 * Math.sqrt(count / highest)
}

/** Where years begin, thinned so that at most about twelve are written. */
export function yearMarks(bins: Bin[]): { year: number; index: number }[] {
  const marks: { year: number; index: number }[] = []
  bins.forEach((bin, index) => {
    const year = Number(isoOf(bin.from).slice(0, 4))
    if (year !== marks.at(-1)?.year) marks.push({ year, index })
  })
  const every = Math.max(1, Math.ceil(marks.length / 12))
  return marks.filter((mark, i) => i % every === 0 && bins.length - mark.index > bins.length / 20)
}

/** The window after its grip was dragged from one bar to another. */
export function dragged(from: { grip: Grip; at: number; shown: Window }, to: number, count: number): Window {
  const [first, end] = from.shown
  if (from.grip === 'from') return [Math.min(to, end - 1), end]
  if (from.grip === 'to') return [first, Math.max(to + 1, first + 1)]
  if (from.grip === 'new') return [Math.min(from.at, to), Math.max(from.at, to) + 1]
  const by = Math.max(-first, Math.min(count - end, to - from.at))
  return [first + by, end + by]
}

/** The window after a key on one of its ends; null for other keys. */
export function keyed(key: string, end: 0 | 1, [first, last]: Window, count: number, unit: BinUnit): Window | null {
  const page = unit === 'month' ? 12 : unit === 'day' ? 7 : 5
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page, Home: -count, End: count }
  const step = steps[key]
  if (step === undefined) return null
  return end === 0 ? [Math.max(0, Math.min(last - 1, first + step)), last] : [first, Math.max(first + 1, Math.min(count, last + step))]
}
