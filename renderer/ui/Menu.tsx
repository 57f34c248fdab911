import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import { Tooltip } from './Tooltip.tsx'
import './button.css'
import './overlay.css'

/** One line of a menu; `line: true` is a hairline between groups. `detail` is a quiet second line; `checked` marks the chosen one of several. */
export type MenuEntry = { line: true } | { line?: false; id: string; text: string; icon?: LucideIcon; keys?: string; detail?: string; checked?: boolean; isDisabled?: boolean; onAction: () => void }

interface MenuButtonProps { label: string; items: MenuEntry[]; icon?: LucideIcon; children?: ReactNode; small?: boolean; className?: string; isDisabled?: boolean }

/** A button that opens a menu. With `children` it shows them, without it is an icon button named by `label`. */
export function MenuButton(props: MenuButtonProps) {
  const button = (
    <AriaButton className={`button quiet ${props.children ? '' : 'icon'} ${props.small ? 'small' : ''} ${props.className ?? ''}`} aria-label={props.label} isDisabled={props.isDisabled}>
      {props.icon && <Icon of={props.icon} />}
      {props.children}
    </AriaButton>
  )
  return (
    <MenuTrigger>
      {props.children ? button : <Tooltip text={props.label}>{button}</Tooltip>}
      <Popover className="popover menu-popover" offset={2}>
        <Menu className="menu" aria-label={props.label}>{props.items.map((item, at) => (item.line ? <Separator key={`line-${at}`} className="menu-line" /> : entry(item)))}</Menu>
      </Popover>
    </MenuTrigger>
  )
}

function entry(item: Extract<MenuEntry, { id: string }>) {
  return (
    <MenuItem key={item.id} id={item.id} className="menu-item" textValue={item.text} isDisabled={item.isDisabled} onAction={item.onAction}>
      <span className="menu-icon" aria-hidden>{item.checked ? '✓' : item.icon && <Icon of={item.icon} />}</span>
      <span className="menu-words">
        <Text slot="label">{item.text}</Text>
        {item.detail && <Text slot="description" className="caption">{item.detail}</Text>}
      </span>
      {item.keys && <Keyboard className="keys">{item.keys}</Keyboard>}
    </MenuItem>
  )
}
