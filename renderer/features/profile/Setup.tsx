import { ListTree } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toastError } from '../../app/actions.ts'
import { set, useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { Select } from '../../ui/Select.tsx'
import { ComputeTask } from './ComputeTask.tsx'
import { FrameworkDialog } from './FrameworkDialog.tsx'
import { Period } from './Period.tsx'
import { Slots } from './Slots.tsx'
import { setProfile, showAreas } from './state.ts'
import { useSetup } from './useSetup.ts'

/** Framework, areas, period and data of the next computation. The keyboard stays with the button when Compute turns into Cancel and back. */
export function Setup() {
  const { t, title } = useTexts()
  const areaSets = useStore((state) => state.areaSets)
  const areaSet = useStore((state) => state.areaSet)
  const run = useStore((state) => state.run)
  const dataVersion = useStore((state) => state.dataVersion)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const [dialog, setDialog] = useState(false)
  const { frameworks, error, reload, chosen, task, reversed, compute } = useSetup()
  const slots = useCall('frameworks.slots', chosen ? { id: chosen.id, ...(areaSet !== null && { areaSet }) } : null, dataVersion)
  const again = run !== null && run.run.framework === chosen?.id && run.run.areaSet === areaSet
  const bound = slots.data?.filter((one) => one.layer !== null).length ?? 0
  const box = useRef<HTMLDivElement>(null)
  const pressed = useRef(false)
  const running = task !== null
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) box.current?.querySelector('button')?.focus()
    if (!running) pressed.current = false
  }, [running])
  const press = () => { pressed.current = true; compute?.() }
  const changeAreaSet = (id: number) => {
    set({ areaSet: id, selected: [], ...(run && run.run.areaSet !== id ? { run: null, node: null } : {}) })
    showAreas(id).catch(toastError)
  }
  if (error) return <div className="profile-setup-body"><ErrorBox error={error} onRetry={reload} /></div>
  return (
    <div className="profile-setup-body">
      <div className="profile-with-button">
        <Select label={t('profile.framework')} items={frameworks.map((one) => ({ id: one.id, text: title(one.title), detail: t('profile.slots.indicators', { count: one.indicators }) }))} value={chosen?.id ?? null} onChange={(id) => setProfile({ framework: id })} />
        <IconButton label={t('profile.frameworks.open')} icon={ListTree} onPress={() => setDialog(true)} />
      </div>
      <Select
        label={t('profile.areaSet')} value={areaSet === null ? null : String(areaSet)} onChange={(id) => changeAreaSet(Number(id))}
        items={areaSets.toSorted((a, b) => a.level - b.level).map((one) => ({ id: String(one.id), text: t('profile.areaSet.option', { name: one.name, count: one.count }) }))}
      />
      <Period reversed={reversed} />
      {slots.error && <ErrorBox error={slots.error} onRetry={slots.reload} />}
      {chosen && slots.data && <Slots framework={chosen.id} slots={slots.data} onBound={slots.reload} readOnly={readOnly} />}
      <div className="profile-compute" ref={box}>
        {task ? <ComputeTask task={task} /> : <Button tone={bound > 0 ? 'accent' : 'plain'} className="wide" onPress={press} isDisabled={compute === null}>{t(again ? 'profile.computeAgain' : 'profile.compute')}</Button>}
        {chosen && slots.data && <p className="caption figures">{t('profile.slots.count', { bound, total: slots.data.length })} · {t('profile.slots.indicators', { count: chosen.indicators })}</p>}
      </div>
      {dialog && <FrameworkDialog initial={chosen?.id ?? null} onClose={() => setDialog(false)} />}
    </div>
  )
}
