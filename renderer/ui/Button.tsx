import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, ToggleButton as AriaToggleButton } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'
import './button.css'

export type Tone = 'plain' | 'accent' | 'quiet' | 'danger'
interface ButtonProps { children: ReactNode; onPress?: () => void; tone?: Tone; icon?: LucideIcon; isDisabled?: boolean; autoFocus?: boolean; type?: 'button' | 'submit'; className?: string; describedBy?: string; ref?: Ref<HTMLButtonElement> }

/** A button with a word. One `accent` button per view: the thing to do next. */
export function Button(props: ButtonProps) {
  return (
    <AriaButton ref={props.ref} type={props.type ?? 'button'} className={`button ${props.tone ?? 'plain'} ${props.className ?? ''}`} onPress={props.onPress} isDisabled={props.isDisabled} autoFocus={props.autoFocus} aria-describedby={props.describedBy}>
      {props.icon && <Icon of={props.icon} />}
      {props.children}
    </AriaButton>
  )
}

interface IconButtonProps { label: string; icon: LucideIcon; onPress?: () => void; isDisabled?: boolean; keys?: string; small?: boolean; className?: string; expanded?: boolean; colour?: string }

/** A button that is only an icon: `label` is its name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  return (
    <Tooltip text={props.label} keys={props.keys}>
      <AriaButton className={`button icon quiet ${props.small ? 'small' : ''} ${props.className ?? ''}`} aria-label={props.label} onPress={props.onPress} isDisabled={props.isDisabled} aria-expanded={props.expanded}>
        <Icon of={props.icon} colour={props.colour} />
      </AriaButton>
    </Tooltip>
  )
}

interface ToggleButtonProps { label: string; icon?: LucideIcon; isSelected: boolean; onChange: (selected: boolean) => void; isDisabled?: boolean; small?: boolean; children?: ReactNode; className?: string }

/** A button that stays pressed. With `children` it shows them, without it shows the icon and names itself by a tooltip. */
export function ToggleButton(props: ToggleButtonProps) {
  const button = (
    <AriaToggleButton className={`button quiet toggle ${props.children ? '' : 'icon'} ${props.small ? 'small' : ''} ${props.className ?? ''}`} aria-label={props.label} isSelected={props.isSelected} onChange={props.onChange} isDisabled={props.isDisabled}>
      {props.icon && <Icon of={props.icon} />}
      {props.children}
    </AriaToggleButton>
  )
  return props.children ? button : <Tooltip text={props.label}>{button}</Tooltip>
}
