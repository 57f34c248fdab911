import { FileJson } from 'lucide-react'
import { useState } from 'react'
import type { Framework } from '../../../shared/model/framework.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { refresh, toast } from '../../app/actions.ts'
import { chooseFiles } from '../../app/files.ts'
import { useStore } from '../../app/store.ts'
import { call, useCall } from '../../host.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { FrameworkTable } from './FrameworkTable.tsx'
import { setProfile } from './state.ts'
import './framework.css'

/** Presets and the project's own frameworks: what each measures and how it becomes scores; adding one from a JSON file. */
export function FrameworkDialog(props: { initial?: string | null; onClose: () => void }) {
  const texts = useTexts()
  const { t, title } = texts
  const dataVersion = useStore((state) => state.dataVersion)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const list = useCall('frameworks.list', {}, dataVersion)
  const [chosen, setChosen] = useState(props.initial ?? null)
  const [error, setError] = useState<Error | null>(null)
  const id = chosen ?? list.data?.[0]?.id ?? null
  const shown = useCall('frameworks.get', id === null ? null : { id }, dataVersion)
  const add = async () => {
    setError(null)
    try {
      const added = await addFromFile(texts)
      if (!added) return
      await refresh()
      list.reload()
      setChosen(added.id)
      toast(t('profile.dialog.added', { title: title(added.title) }))
    } catch (problem) { setError(problem instanceof Error ? problem : new Error(String(problem))) }
  }
  const use = () => { if (id !== null) setProfile({ framework: id }); props.onClose() }
  const footer = (
    <>
      <Button icon={FileJson} onPress={() => { void add() }} isDisabled={readOnly}>{t('profile.dialog.add')}</Button>
      <span className="framework-gap" />
      <Button onPress={props.onClose}>{t('profile.close')}</Button>
      <Button tone="accent" onPress={use} isDisabled={id === null}>{t('profile.dialog.use')}</Button>
    </>
  )
  return (
    <Dialog title={t('profile.frameworks')} size="large" onClose={props.onClose} footer={footer}>
      <div className="frameworks">
        {(error ?? list.error) && <div className="frameworks-error"><ErrorBox error={error ?? list.error ?? new Error()} onDismiss={error ? () => setError(null) : undefined} /></div>}
        <ul className="framework-list" aria-label={t('profile.dialog.list')}>
          {(list.data ?? []).map((one) => (
            <li key={one.id}>
              <button type="button" aria-pressed={one.id === id} onClick={() => setChosen(one.id)}>
                <span>{title(one.title)}</span>
                <span className="caption">{[one.preset ? t('profile.dialog.preset') : '', t('profile.dialog.version', { version: one.version }), t('profile.slots.indicators', { count: one.indicators })].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="framework-shown" role="region" aria-label={t('profile.framework')} tabIndex={0}>
          {shown.error && <ErrorBox error={shown.error} onRetry={shown.reload} />}
          {shown.loading && !shown.data && <Progress text={t('profile.loading')} />}
          {shown.data && <FrameworkTable framework={shown.data} />}
        </div>
      </div>
    </Dialog>
  )
}

/** Asks for a file and adds the framework in it; null where the analyst cancels. The host's error names the node that is wrong. */
async function addFromFile(texts: Texts): Promise<Framework | null> {
  const [file] = await chooseFiles({ accept: '.json,application/json' })
  if (!file) return null
  const text = await file.text()
  let parsed: unknown
  try { parsed = JSON.parse(text.replace(/^\uFEFF/, '')) } catch (problem) {
    throw new AtlasError('FRAMEWORK_INVALID', texts.t('profile.dialog.notJson', { problem: problem instanceof Error ? problem.message : String(problem) }))
  }
  return call('frameworks.add', { framework: parsed })
}
