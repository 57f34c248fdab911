import type { LucideIcon } from 'lucide-react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import './feedback.css'

interface EmptyStateProps { text: string; title?: string; icon?: LucideIcon; action?: { text: string; onPress: () => void; icon?: LucideIcon } }

/** What to do where nothing is yet: one sentence and one button. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div className="empty">
      {props.icon && <Icon of={props.icon} size={20} className="empty-icon" />}
      {props.title && <h3>{props.title}</h3>}
      <p className="soft">{props.text}</p>
      {props.action && <Button tone="accent" icon={props.action.icon} onPress={props.action.onPress}>{props.action.text}</Button>}
    </div>
  )
}
