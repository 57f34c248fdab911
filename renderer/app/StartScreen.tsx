import { useTexts } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { codeOf, ErrorBox } from '../ui/ErrorBox.tsx'
import { Progress } from '../ui/Progress.tsx'
import { runCommand } from './commands.ts'
import { useStore } from './store.ts'

const choices = ['project.sample', 'project.new', 'project.open', 'project.recent']

/** What shows until a project is open: that it is being read, why it cannot be, or what can be opened. */
export function StartScreen(props: { error: Error | null; retry: () => void }) {
  const { t } = useTexts()
  const opening = useStore((state) => state.tasks.length > 0)
  const none = props.error !== null && codeOf(props.error) === 'NO_PROJECT'
  return (
    <main className="start">
      <h1>Human Security Atlas</h1>
      {props.error === null || opening ? <Progress text={t('frame.opening')} /> : none ? (
        <>
          <p className="soft">{t('frame.start')}</p>
          <div className="start-choices">{choices.map((id, at) => <Button key={id} tone={at === 0 ? 'accent' : 'plain'} onPress={() => runCommand(id)}>{t(`command.${id}`)}</Button>)}</div>
        </>
      ) : <ErrorBox error={props.error} onRetry={props.retry} />}
    </main>
  )
}
