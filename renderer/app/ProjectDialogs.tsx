import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useCall } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorBox } from '../ui/ErrorBox.tsx'
import { TextField } from '../ui/Fields.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Progress } from '../ui/Progress.tsx'
import { toastError } from './actions.ts'
import { createProject, openRecent, renameProject } from './project.ts'
import { set, useStore } from './store.ts'
import './projectdialogs.css'

const close = () => set({ dialog: null })

/** New and Rename: one form with one field. */
export function TitleDialog(props: { kind: 'new' | 'rename' }) {
  const { t } = useTexts()
  const old = useStore((state) => state.status?.title ?? '')
  const [title, setTitle] = useState(props.kind === 'rename' ? old : '')
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    try {
      const done = props.kind === 'new' ? await createProject(title.trim()) : await renameProject(title.trim()).then(() => true)
      if (done) close()
    } catch (error) { toastError(error) }
    setBusy(false)
  }
  const words = props.kind === 'new' ? t('command.project.new') : t('command.project.rename')
  return (
    <Dialog title={words} size="small" onClose={close} footer={<><Button onPress={close}>{t('frame.cancel')}</Button><Button tone="accent" isDisabled={!title.trim() || busy} onPress={() => void submit()}>{props.kind === 'new' ? t('frame.create') : t('frame.rename')}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); if (title.trim() && !busy) void submit() }}>
        <TextField label={t('frame.projectName')} value={title} onChange={setTitle} autoFocus help={props.kind === 'new' ? t('frame.new.help') : undefined} />
      </form>
    </Dialog>
  )
}

export function RecentDialog() {
  const { t, date } = useTexts()
  const { data, error, loading, reload } = useCall('project.recent', {})
  return (
    <Dialog title={t('command.project.recent')} onClose={close} isDismissable>
      {loading && <Progress text={t('frame.reading')} />}
      {error && <ErrorBox error={error} onRetry={reload} />}
      {data?.length === 0 && <EmptyState text={t('frame.recent.none')} />}
      <ul className="recent-list">
        {data?.map((one) => (
          <li key={one.file}>
            <Button tone="quiet" className="recent" isDisabled={one.open} onPress={() => { void openRecent(one.file).then((done) => { if (done) close() }) }}>
              <strong className="clip">{one.title}</strong>
              <span className="caption">{one.open ? t('frame.recent.open') : t('frame.recent.changed', { date: date(one.changed) })}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

export function CheckDialog() {
  const { t } = useTexts()
  const { data, error, loading, reload } = useCall('project.check', {})
  return (
    <Dialog title={t('command.project.check')} onClose={close} isDismissable footer={<Button onPress={close}>{t('frame.close')}</Button>}>
      {loading && <Progress text={t('frame.check.running')} />}
      {error && <ErrorBox error={error} onRetry={reload} />}
      {data?.ok && <p className="check-line done"><Icon of={CircleCheck} />{t('frame.check.ok')}</p>}
      {data && !data.ok && <p className="check-line"><Icon of={TriangleAlert} />{t('frame.check.problems', { count: data.problems.length })}</p>}
      <ul className="check-problems">{data?.problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>
    </Dialog>
  )
}
