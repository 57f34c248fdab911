import type { LucideIcon } from 'lucide-react'

/** A 16 px line icon. It carries no name of its own: the label or tooltip beside it does, unless `name` is given. */
export function Icon(props: { of: LucideIcon; size?: number; name?: string; colour?: string; className?: string }) {
  const Drawing = props.of
  return <Drawing size={props.size ?? 16} strokeWidth={1.5} color={props.colour} className={props.className} role={props.name ? 'img' : undefined} aria-label={props.name} aria-hidden={props.name ? undefined : true} focusable={false} />
}
