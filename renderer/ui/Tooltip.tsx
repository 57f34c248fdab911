import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import './overlay.css'

/** Names or explains what it surrounds, on hover and on focus. The child must be a control. */
export function Tooltip(props: { text: string; keys?: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      {props.children}
      <AriaTooltip className="tooltip" offset={4}>
        {props.text}
        {props.keys && <kbd className="keys">{props.keys}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
