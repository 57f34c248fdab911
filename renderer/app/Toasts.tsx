import { CircleCheck, X } from 'lucide-react'
import { useTexts } from '../i18n.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorBox } from '../ui/ErrorBox.tsx'
import { Icon } from '../ui/Icon.tsx'
import { dismiss } from './actions.ts'
import { useStore } from './store.ts'
import './toasts.css'

/** What was done and what went wrong, at the lower edge. Errors stay until they are closed. */
export function Toasts() {
  const { t } = useTexts()
  const toasts = useStore((state) => state.toasts)
  return (
    <section className="toasts" aria-label={t('frame.messages')} aria-live="polite">
      {toasts.map((one) => (one.tone === 'error'
        ? <div key={one.id} className="toast"><ErrorBox error={{ code: one.code ?? 'BUG', message: one.text }} onDismiss={() => dismiss(one.id)} /></div>
        : <div key={one.id} className="toast done"><Icon of={CircleCheck} /><span>{one.text}</span><IconButton small label={t('frame.close')} icon={X} onPress={() => dismiss(one.id)} /></div>))}
    </section>
  )
}
