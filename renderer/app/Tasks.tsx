import { Popover } from '../ui/Popover.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useTexts } from '../i18n.ts'
import { useStore, type Task } from './store.ts'

/** Running work: one task with its progress and Cancel; several behind a button that opens them all. */
export function Tasks() {
  const { t } = useTexts()
  const tasks = useStore((state) => state.tasks)
  const [first] = tasks
  if (!first) return null
  if (tasks.length === 1) return <div className="tasks"><TaskProgress task={first} /></div>
  return (
    <Popover label={t('frame.tasks', { count: tasks.length })} trigger={t('frame.tasks', { count: tasks.length })}>
      <div className="tasks-list">{tasks.map((task) => <TaskProgress key={task.id} task={task} />)}</div>
    </Popover>
  )
}

function TaskProgress({ task }: { task: Task }) {
  return <Progress text={task.title} done={task.progress?.done} total={task.progress?.total} unit={task.progress?.step.startsWith('import.') ? 'bytes' : undefined} onCancel={task.cancel} />
}
