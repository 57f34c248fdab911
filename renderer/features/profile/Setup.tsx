import { ListTree } from 'lucide-react'
import { useState } from 'react'
import { set, useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Select } from '../../ui/Select.tsx'
import { FrameworkDialog } from './FrameworkDialog.tsx'
import { Period } from './Period.tsx'
import { Slots } from './Slots.tsx'
import { computeProfile, periodOf, setProfile, taskTitle, useProfile } from './state.ts'
import { wordsOr } from './words.ts'

/** Framework, areas, period and data of the next computation. */
export function Setup() {
  const texts = useTexts()
  const { t, number, title } = texts
  const { areaSets, areaSet, run, tasks, dataVersion, period, readOnly } = useSetupState()
  const profile = useProfile()
  const [dialog, setDialog] = useState(false)
  const frameworks = useCall('frameworks.list', {}, dataVersion)
  const list = frameworks.data ?? []
  const chosen = list.find((one) => one.id === profile.framework) ?? list.find((one) => one.id === run?.run.framework) ?? list[0]
  const slots = useCall('frameworks.slots', chosen ? { id: chosen.id } : null, dataVersion)
  const task = chosen && tasks.find((one) => one.title === taskTitle(texts, chosen.title))
  const reversed = profile.period === 'dates' && profile.from !== '' && profile.to !== '' && profile.from > profile.to
  const again = run !== null && run.run.framework === chosen?.id && run.run.areaSet === areaSet
  const compute = () => { if (chosen && areaSet !== null) computeProfile(texts, chosen, areaSet, periodOf(profile, period)).catch(() => {}) }
  const changeAreaSet = (id: number) => set({ areaSet: id, selected: [], ...(run && run.run.areaSet !== id ? { run: null, node: null } : {}) })
  if (frameworks.error) return <div className="profile-setup-body"><ErrorBox error={frameworks.error} onRetry={frameworks.reload} /></div>
  return (
    <div className="profile-setup-body">
      <div className="profile-with-button">
        <Select label={t('profile.framework')} items={list.map((one) => ({ id: one.id, text: title(one.title), detail: t('profile.slots.indicators', { count: one.indicators }) }))} value={chosen?.id ?? null} onChange={(id) => setProfile({ framework: id })} />
        <IconButton label={t('profile.frameworks.open')} icon={ListTree} onPress={() => setDialog(true)} />
      </div>
      <Select
        label={t('profile.areaSet')} value={areaSet === null ? null : String(areaSet)} onChange={(id) => changeAreaSet(Number(id))}
        items={areaSets.toSorted((a, b) => a.level - b.level).map((one) => ({ id: String(one.id), text: t('profile.areaSet.option', { name: one.name, count: one.count }) }))}
      />
      <Period reversed={reversed} />
      {slots.error && <ErrorBox error={slots.error} onRetry={slots.reload} />}
      {chosen && slots.data && <Slots framework={chosen.id} slots={slots.data} onBound={slots.reload} readOnly={readOnly} />}
      <div className="profile-compute">
        {task
          ? <Progress text={task.progress ? wordsOr(texts, task.progress.step, task.title) : task.title} done={task.progress?.done ?? null} total={task.progress?.total ?? null} onCancel={task.cancel} />
          : <Button tone="accent" className="wide" onPress={compute} isDisabled={!chosen || areaSet === null || reversed || readOnly}>{t(again ? 'profile.computeAgain' : 'profile.compute')}</Button>}
        {chosen && slots.data && <p className="caption figures">{t('profile.slots.count', { bound: slots.data.filter((one) => one.layer !== null).length, total: slots.data.length })} · {t('profile.slots.indicators', { count: chosen.indicators })} · {number(areaSets.find((one) => one.id === areaSet)?.count ?? 0)} {t('profile.areaSet').toLocaleLowerCase(texts.language)}</p>}
      </div>
      {dialog && <FrameworkDialog initial={chosen?.id ?? null} onClose={() => setDialog(false)} />}
    </div>
  )
}

function useSetupState() {
  const areaSets = useStore((state) => state.areaSets)
  const areaSet = useStore((state) => state.areaSet)
  const run = useStore((state) => state.run)
  const tasks = useStore((state) => state.tasks)
  const dataVersion = useStore((state) => state.dataVersion)
  const period = useStore((state) => state.period)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  return { areaSets, areaSet, run, tasks, dataVersion, period, readOnly }
}
