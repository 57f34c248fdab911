import { useTexts } from '../i18n.ts'
import { ErrorBox } from '../ui/ErrorBox.tsx'
import { Progress } from '../ui/Progress.tsx'

/** What shows until the project is read. */
export function StartScreen(props: { error: Error | null; retry: () => void }) {
  const { t } = useTexts()
  return (
    <main className="start">
      <h1>Human Security Atlas</h1>
      {props.error ? <ErrorBox error={props.error} onRetry={props.retry} /> : <Progress text={t('frame.opening')} />}
    </main>
  )
}
