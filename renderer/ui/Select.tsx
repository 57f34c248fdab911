import { ChevronDown } from 'lucide-react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import './button.css'
import './field.css'
import './overlay.css'

export interface SelectItem { id: string; text: string; detail?: string; isDisabled?: boolean }
interface SelectProps { label: string; hideLabel?: boolean; items: SelectItem[]; value: string | null; onChange: (id: string) => void; placeholder?: string; isDisabled?: boolean; help?: string; className?: string }

/** One of a list. `detail` is a quiet second line of an item. */
export function Select(props: SelectProps) {
  return (
    <AriaSelect className={`field select ${props.className ?? ''}`} aria-label={props.hideLabel ? props.label : undefined} selectedKey={props.value} onSelectionChange={(key) => { if (key !== null && String(key) !== props.value) props.onChange(String(key)) }} isDisabled={props.isDisabled} placeholder={props.placeholder ?? '–'}>
      {!props.hideLabel && <Label className="field-label">{props.label}</Label>}
      <Button className="input select-button">
        <SelectValue className="clip select-value">{({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}</SelectValue>
        <Icon of={ChevronDown} size={14} />
      </Button>
      {props.help && <Text slot="description" className="caption">{props.help}</Text>}
      <Popover className="popover" offset={2}>
        <ListBox className="menu select-list" items={props.items}>
          {(item) => (
            <ListBoxItem id={item.id} className="menu-item" textValue={item.text} isDisabled={item.isDisabled}>
              {({ isSelected }) => (
                <>
                  <span className="menu-icon" aria-hidden>{isSelected ? '✓' : ''}</span>
                  <span className="menu-words">
                    <Text slot="label">{item.text}</Text>
                    {item.detail && <Text slot="description" className="caption">{item.detail}</Text>}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
