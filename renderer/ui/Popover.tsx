import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'
import './button.css'
import './overlay.css'

interface PopoverProps { label: string; icon?: LucideIcon; trigger?: ReactNode; children: ReactNode; small?: boolean; className?: string; isDisabled?: boolean }

/** A button that opens a small floating form. Its content is named by `label`. */
export function Popover(props: PopoverProps) {
  const button = (
    <AriaButton className={`button quiet ${props.trigger ? '' : 'icon'} ${props.small ? 'small' : ''} ${props.className ?? ''}`} aria-label={props.label} isDisabled={props.isDisabled}>
      {props.icon && <Icon of={props.icon} />}
      {props.trigger}
    </AriaButton>
  )
  return (
    <DialogTrigger>
      {props.trigger ? button : <Tooltip text={props.label}>{button}</Tooltip>}
      <AriaPopover className="popover" offset={4}>
        <Dialog className="popover-body" aria-label={props.label}>{props.children}</Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
