import { CircleAlert, ChevronDown, ChevronRight, Import } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/contract.ts'
import { toastError } from '../../app/actions.ts'
import { runCommand } from '../../app/commands.ts'
import { JoinLine } from '../../app/JoinLine.tsx'
import { set, useStore } from '../../app/store.ts'
import { call } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { wordsOr } from './words.ts'

type Slot = Output<'frameworks.slots'>[number]
interface SlotsProps { framework: string; slots: Slot[]; onBound: () => void; readOnly: boolean }

/** The layers that a framework needs: missing ones first, each to be bound by hand; bound ones with the reason. */
export function Slots(props: SlotsProps) {
  const { t } = useTexts()
  const hasData = useStore((state) => state.layers.some((layer) => layer.kind !== 'areas'))
  const layers = useStore((state) => state.layers)
  const [open, setOpen] = useState(false)
  const missing = props.slots.filter((slot) => slot.layer === null)
  const bound = props.slots.filter((slot) => slot.layer !== null)
  const first = missing[0]
  if (first && bound.length === 0 && !hasData) return <EmptyState text={t('profile.empty.bound', { slot: first.slot })} action={{ text: t('profile.empty.bound.do'), icon: Import, onPress: () => runCommand('import') }} />
  return (
    <section className="profile-slots" aria-label={t('profile.slots')}>
      {missing.length > 0 && (
        <div className="profile-slots-missing">
          <h3><Icon of={CircleAlert} size={14} /> {t('profile.slots.missing', { count: missing.length })}</h3>
          <p className="caption">{t('profile.slots.hint')}</p>
          {missing.map((slot) => <SlotRow key={slot.slot} slot={slot} {...props} />)}
        </div>
      )}
      {bound.length > 0 && (
        <>
          <h3 className="profile-fold small"><button type="button" aria-expanded={open} onClick={() => setOpen(!open)}><Icon of={open ? ChevronDown : ChevronRight} size={14} className="turns" /> {t('profile.slots.bound', { count: bound.length })}</button></h3>
          {open && bound.map((slot) => <SlotRow key={slot.slot} slot={slot} {...props} />)}
          {layers.filter((layer) => bound.some((slot) => slot.layer === layer.name)).map((layer) => <JoinLine key={layer.id} layer={layer} quiet />)}
        </>
      )}
    </section>
  )
}

function SlotRow({ slot, framework, onBound, readOnly }: SlotsProps & { slot: Slot }) {
  const texts = useTexts()
  const { t } = texts
  const names = [...new Set([...(slot.layer ? [slot.layer] : []), ...slot.candidates])]
  const bind = async (layer: string) => {
    try {
      await call('frameworks.bind', { id: framework, slot: slot.slot, layer: layer === none ? null : layer })
      onBound()
      set({ status: await call('project.status', {}) })
    } catch (error) { toastError(error) }
  }
  return (
    <div className="profile-slot">
      <span className="profile-slot-name"><span className="clip" title={slot.slot}>{slot.slot}</span><span className="caption">{t('profile.slots.indicators', { count: slot.indicators.length })}</span></span>
      {names.length === 0
        ? <p className="caption">{t('profile.slots.noLayers')}</p>
        : <Select label={t('profile.slots.choose', { slot: slot.slot })} hideLabel items={[{ id: none, text: t(slot.layer === null ? 'profile.slots.none' : 'profile.slots.automatic') }, ...names.map((name) => ({ id: name, text: name }))]} value={slot.layer ?? none} onChange={(layer) => { void bind(layer) }} isDisabled={readOnly} />}
      {slot.layer !== null && <p className="caption">{wordsOr(texts, slot.why, slot.why)}</p>}
    </div>
  )
}

/** The choice that takes back a choice by hand: no layer bears a blank as its name. */
const none = ' '
