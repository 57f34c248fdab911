import { Check, Minus } from 'lucide-react'
import { Checkbox as AriaCheckbox, FieldError, Input, Label, NumberField as AriaNumberField, SearchField as AriaSearchField, Text, TextField as AriaTextField } from 'react-aria-components'
import type { ReactNode, Ref } from 'react'
import { Icon } from './Icon.tsx'
import './field.css'

interface FieldProps { label: string; hideLabel?: boolean; help?: string; error?: string | null; isDisabled?: boolean; isReadOnly?: boolean; className?: string }
interface TextFieldProps extends FieldProps { value: string; onChange: (value: string) => void; onCommit?: (value: string) => void; placeholder?: string; autoFocus?: boolean; type?: 'text' | 'url'; ref?: Ref<HTMLInputElement> }

/** One line of text. `onCommit` fires on Enter and when the field is left. */
export function TextField(props: TextFieldProps) {
  const commit = () => props.onCommit?.(props.value)
  return (
    <AriaTextField className={`field ${props.className ?? ''}`} {...named(props)} type={props.type ?? 'text'} value={props.value} onChange={props.onChange} onBlur={commit} isDisabled={props.isDisabled} isReadOnly={props.isReadOnly} isInvalid={!!props.error} autoFocus={props.autoFocus} onKeyDown={(event) => { if (event.key === 'Enter') commit() }}>
      {!props.hideLabel && <Label className="field-label">{props.label}</Label>}
      <Input ref={props.ref} className="input" placeholder={props.placeholder} />
      {props.help && <Text slot="description" className="caption">{props.help}</Text>}
      <FieldError className="field-error">{props.error}</FieldError>
    </AriaTextField>
  )
}

/** One line to search with; Escape empties it. */
export function SearchField(props: FieldProps & { value: string; onChange: (value: string) => void; placeholder?: string }) {
  return (
    <AriaSearchField className={`field ${props.className ?? ''}`} {...named(props)} value={props.value} onChange={props.onChange}>
      {!props.hideLabel && <Label className="field-label">{props.label}</Label>}
      <Input className="input search" placeholder={props.placeholder ?? props.label} />
    </AriaSearchField>
  )
}

interface NumberFieldProps extends FieldProps { value: number | null; onChange: (value: number | null) => void; min?: number; max?: number; step?: number; format?: Intl.NumberFormatOptions }

/** A number in the language's own writing; null where nothing is given. */
export function NumberField(props: NumberFieldProps) {
  return (
    <AriaNumberField className={`field ${props.className ?? ''}`} {...named(props)} value={props.value ?? Number.NaN} onChange={(value) => props.onChange(Number.isNaN(value) ? null : value)} minValue={props.min} maxValue={props.max} step={props.step} formatOptions={props.format} isDisabled={props.isDisabled} isReadOnly={props.isReadOnly} isInvalid={!!props.error}>
      {!props.hideLabel && <Label className="field-label">{props.label}</Label>}
      <Input className="input num" />
      {props.help && <Text slot="description" className="caption">{props.help}</Text>}
      <FieldError className="field-error">{props.error}</FieldError>
    </AriaNumberField>
  )
}

interface CheckboxProps { isSelected: boolean; onChange: (selected: boolean) => void; children?: ReactNode; label?: string; isIndeterminate?: boolean; isDisabled?: boolean; className?: string }

/** A box to tick, named by its children or by `label`. */
export function Checkbox(props: CheckboxProps) {
  return (
    <AriaCheckbox className={`checkbox ${props.className ?? ''}`} isSelected={props.isSelected} isIndeterminate={props.isIndeterminate} onChange={props.onChange} isDisabled={props.isDisabled} aria-label={props.label}>
      <span className="box" aria-hidden>{props.isIndeterminate ? <Icon of={Minus} size={12} /> : props.isSelected && <Icon of={Check} size={12} />}</span>
      {props.children}
    </AriaCheckbox>
  )
}

function named(props: FieldProps): { 'aria-label'?: string } { return props.hideLabel ? { 'aria-label': props.label } : {} }
