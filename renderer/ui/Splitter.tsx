import { useRef } from 'react'
import './splitter.css'

interface SplitterProps { label: string; direction: 'columns' | 'rows'; value: number; min: number; max: number; onChange: (size: number) => void; onReset?: () => void; controls?: string; /** True where the panel lies after the splitter (right, below): dragging towards it makes it smaller. */ reversed?: boolean }

/** The edge between two panels: drag it, or focus it and use the arrow keys (with Shift in larger steps), Home and End. `value` is the panel's size in px. */
export function Splitter(props: SplitterProps) {
  const from = useRef<{ at: number; value: number } | null>(null)
  const element = useRef<HTMLDivElement>(null)
  const clamp = (size: number) => Math.round(Math.min(props.max, Math.max(props.min, size)))
  const sign = () => (props.reversed ? -1 : 1) * (props.direction === 'columns' && element.current && getComputedStyle(element.current).direction === 'rtl' ? -1 : 1)
  const place = (event: React.PointerEvent) => (props.direction === 'columns' ? event.clientX : event.clientY)
  return (
    <div
      ref={element} className={`splitter ${props.direction}`} role="separator" tabIndex={0} aria-label={props.label} aria-controls={props.controls}
      aria-orientation={props.direction === 'columns' ? 'vertical' : 'horizontal'} aria-valuenow={props.value} aria-valuemin={props.min} aria-valuemax={props.max}
      onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); from.current = { at: place(event), value: props.value } }}
      onPointerMove={(event) => { if (from.current) props.onChange(clamp(from.current.value + (place(event) - from.current.at) * sign())) }}
      onPointerUp={() => { from.current = null }} onPointerCancel={() => { from.current = null }} onDoubleClick={props.onReset}
      onKeyDown={(event) => {
        const size = keySize(event.key, event.shiftKey ? 40 : 8, props, sign())
        if (size === null) return
        event.preventDefault()
        props.onChange(clamp(size))
      }}
    />
  )
}

function keySize(key: string, step: number, props: SplitterProps, sign: number): number | null {
  if (key === 'Home') return props.min
  if (key === 'End') return props.max
  const [less, more] = props.direction === 'columns' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  if (key === less) return props.value - step * sign
  if (key === more) return props.value + step * sign
  return null
}
