import { create } from 'zustand'
import type { DoctorReport, DoctorResult, RepairCode } from '../../../../shared/model/doctor.ts'
import type { Layer } from '../../../../shared/model/layer.ts'
import { refresh, runTask } from '../../../app/actions.ts'
import { get } from '../../../app/store.ts'
import { textsOf } from '../../../i18n.ts'

/** The latest examination of each layer, with the version of the data it belongs to and what a repair just did. */
interface Examined { report: DoctorReport; version: number; repaired: DoctorResult | null; restored?: number }

export const useDoctor = create<{ examined: Record<number, Examined>; busy: number | null }>(() => ({ examined: {}, busy: null }))

export async function examine(layer: Layer): Promise<void> {
  await whileBusy(layer.id, async () => {
    const report = await runTask(textsOf(get().language).t('doctor.task.examine', { name: layer.name }), 'doctor.examine', { layer: layer.id })
    keep(layer.id, { report, version: get().dataVersion, repaired: null })
  })
}

/** Repairs findings of the given kinds as one change, and shows what is left. */
export async function repair(layer: Layer, codes: RepairCode[]): Promise<void> {
  await whileBusy(layer.id, async () => {
    const result = await runTask(textsOf(get().language).t('doctor.task.repair', { name: layer.name }), 'doctor.repair', { layer: layer.id, codes })
    await refresh()
    keep(layer.id, { report: result.report, version: get().dataVersion, repaired: result })
  })
}

/** Brings back the shapes that the source had as one change, and shows what is found then. */
export async function restore(layer: Layer): Promise<void> {
  await whileBusy(layer.id, async () => {
    const { restored, report } = await runTask(textsOf(get().language).t('doctor.task.restore', { name: layer.name }), 'doctor.restore', { layer: layer.id })
    await refresh()
    keep(layer.id, { report, version: get().dataVersion, repaired: null, restored })
  })
}

function keep(id: number, one: Examined): void {
  useDoctor.setState((state) => ({ examined: { ...state.examined, [id]: one } }))
}

async function whileBusy(id: number, work: () => Promise<void>): Promise<void> {
  useDoctor.setState({ busy: id })
  try { await work() } catch { /* runTask has shown it */ } finally { useDoctor.setState({ busy: null }) }
}
