import type { RunSummary } from '../../../shared/model/run.ts'
import { toastError } from '../../app/actions.ts'
import { get } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Select } from '../../ui/Select.tsx'
import { isolated } from './numbers.ts'
import { showAreas, showRun } from './state.ts'

/** The stored computations, the newest first: choosing one shows it as it was. */
export function Runs(props: { runs: RunSummary[]; current: number }) {
  const { t, title, date } = useTexts()
  const items = props.runs.toSorted((a, b) => b.id - a.id).map((run) => ({
    id: String(run.id), text: t('profile.runs.option', { id: run.id, name: isolated(run.areaSetName), made: isolated(date(run.made)) }),
    detail: [title(run.frameworkTitle), run.from || run.to ? t('profile.period.timeline.short', { from: run.from ? date(run.from) : '…', to: run.to ? date(run.to) : '…' }) : ''].filter(Boolean).join(' · '),
  }))
  return <div className="profile-runs"><Select label={t('profile.runs')} items={items} value={String(props.current)} onChange={(id) => { show(Number(id)).catch(toastError) }} /></div>
}

async function show(id: number): Promise<void> {
  await showRun(id)
  const areaSet = get().areaSet
  if (areaSet !== null) await showAreas(areaSet)
}
