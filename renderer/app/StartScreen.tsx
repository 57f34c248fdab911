import { useCall } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { codeOf, ErrorBox } from '../ui/ErrorBox.tsx'
import { Progress } from '../ui/Progress.tsx'
import { runCommand } from './commands.ts'
import { openRecent } from './project.ts'
import { useStore } from './store.ts'

const choices = ['project.sample', 'project.new', 'project.open']
const recentShown = 5

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
          <Recent />
        </>
      ) : <ErrorBox error={props.error} onRetry={props.retry} />}
    </main>
  )
}

/** The projects that were open before, the latest first; nothing where there are none. */
function Recent() {
  const { t, date } = useTexts()
  const { data } = useCall('project.recent', {})
  if (!data || data.length === 0) return null
  return (
    <section className="start-recent">
      <h2>{t('command.project.recent')}</h2>
      <ul>
        {data.slice(0, recentShown).map((one) => (
          <li key={one.file}>
            <Button tone="quiet" className="recent" onPress={() => { void openRecent(one.file) }}>
              <strong className="clip" dir="auto">{one.title}</strong>
              <span className="caption">{t('frame.recent.changed', { date: date(one.changed) })}</span>
            </Button>
          </li>
        ))}
      </ul>
      {data.length > recentShown && <Button tone="quiet" onPress={() => runCommand('project.recent')}>{t('frame.recent.all')}</Button>}
    </section>
  )
}
