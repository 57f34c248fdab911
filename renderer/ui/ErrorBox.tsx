import { Check, Copy, OctagonAlert } from 'lucide-react'
import { useState } from 'react'
import { useTexts } from '../i18n.ts'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import './feedback.css'

interface ErrorBoxProps { error: Error | { code?: string; message: string }; onRetry?: () => void; onDismiss?: () => void }

/** What went wrong and what to do, with a code to copy. */
export function ErrorBox(props: ErrorBoxProps) {
  const { t } = useTexts()
  const [copied, setCopied] = useState(false)
  const code = codeOf(props.error)
  const copy = () => { navigator.clipboard.writeText(`${code}: ${props.error.message}`).then(() => setCopied(true), () => setCopied(false)) }
  return (
    <div className="error-box" role="alert">
      <Icon of={OctagonAlert} />
      <div className="error-words">
        <p>{code === 'BUG' ? t('frame.error.bug') : props.error.message}</p>
        <p className="caption error-code"><code className="ltr">{code}</code>{code === 'BUG' && <span className="clip ltr">{props.error.message}</span>}<IconButton small label={copied ? t('frame.copied') : t('frame.copyCode')} icon={copied ? Check : Copy} onPress={copy} /></p>
        {(props.onRetry || props.onDismiss) && (
          <div className="error-actions">
            {props.onRetry && <Button className="small" onPress={props.onRetry}>{t('frame.retry')}</Button>}
            {props.onDismiss && <Button tone="quiet" className="small" onPress={props.onDismiss}>{t('frame.close')}</Button>}
          </div>
        )}
      </div>
    </div>
  )
}

/** The code of what the analyst can mend, `BUG` for everything else. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'BUG'
}
