import { useEffect, useRef, useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import { useTexts } from '../i18n.ts'
import { Button } from './Button.tsx'
import { bytesWords } from './bytes.ts'
import './feedback.css'

interface ProgressProps { text: string; unit?: 'bytes'; done?: number | null; total?: number | null; onCancel?: () => void }

/** Work in progress in words: what, how far, time left, and Cancel. Without `total` it only says that it goes on. */
export function Progress(props: ProgressProps) {
  const texts = useTexts()
  const { t, number } = texts
  const amount = (value: number) => (props.unit === 'bytes' ? bytesWords(value, texts) : number(value))
  const secondsLeft = useSecondsLeft(props.done ?? null, props.total ?? null)
  const known = props.total != null && props.total > 0 && props.done != null
  const count = known ? t('frame.progress.count', { done: amount(props.done ?? 0), total: amount(props.total ?? 0) }) : props.done ? amount(props.done) : ''
  const left = secondsLeft === null ? '' : secondsLeft < 60 ? t('frame.progress.seconds', { count: Math.max(1, Math.round(secondsLeft)) }) : t('frame.progress.minutes', { count: Math.round(secondsLeft / 60) })
  return (
    <div className="progress">
      <span className="clip progress-text">{props.text}</span>
      <span className="caption figures">{[count, left].filter(Boolean).join(' · ')}</span>
      {props.onCancel && <Button tone="quiet" className="small" onPress={props.onCancel}>{t('frame.cancel')}</Button>}
      <ProgressBar className={`progress-track ${known ? '' : 'unknown'}`} aria-label={props.text} value={known ? Math.min(props.done ?? 0, props.total ?? 0) : 0} maxValue={known ? (props.total ?? 1) : 1} isIndeterminate={!known}>
        {({ percentage }) => <div className="progress-fill" style={known ? { width: `${percentage ?? 0}%` } : {}} />}
      </ProgressBar>
    </div>
  )
}

function useSecondsLeft(done: number | null, total: number | null): number | null {
  const start = useRef<{ time: number; done: number } | null>(null)
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    if (done === null || total === null || total <= 0) { start.current = null; setLeft(null); return }
    const now = performance.now()
    if (!start.current || done < start.current.done) start.current = { time: now, done }
    const spent = (now - start.current.time) / 1000
    const made = done - start.current.done
    setLeft(spent > 1 && made > 0 ? (spent * (total - done)) / made : null)
  }, [done, total])
  return left
}
