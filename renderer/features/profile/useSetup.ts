import type { Output } from '../../../shared/contract/contract.ts'
import { useStore, type Task } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { computeProfile, periodOf, taskTitle, useProfile } from './state.ts'

export interface Setup {
  frameworks: Output<'frameworks.list'>
  error: Error | null
  reload: () => void
  chosen: Output<'frameworks.list'>[number] | null
  task: Task | null
  /** The two dates stand the wrong way round. */
  reversed: boolean
  /** Starts the computation; null where something is still missing or the project cannot be written. */
  compute: (() => void) | null
}

/** What the next computation is made of: the framework chosen here, else that of the run on screen, else the first. */
export function useSetup(): Setup {
  const texts = useTexts()
  const areaSet = useStore((state) => state.areaSet)
  const shown = useStore((state) => state.run?.run.framework)
  const tasks = useStore((state) => state.tasks)
  const dataVersion = useStore((state) => state.dataVersion)
  const timeline = useStore((state) => state.period)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const profile = useProfile()
  const list = useCall('frameworks.list', {}, dataVersion)
  const frameworks = list.data ?? []
  const chosen = frameworks.find((one) => one.id === profile.framework) ?? frameworks.find((one) => one.id === shown) ?? frameworks[0] ?? null
  const task = (chosen && tasks.find((one) => one.title === taskTitle(texts, chosen.title))) ?? null
  const reversed = profile.period === 'dates' && profile.from !== '' && profile.to !== '' && profile.from > profile.to
  const ready = chosen !== null && areaSet !== null && !reversed && !readOnly && task === null
  const compute = ready ? () => { computeProfile(texts, chosen, areaSet, periodOf(profile, timeline)).catch(() => {}) } : null
  return { frameworks, error: list.error, reload: list.reload, chosen, task, reversed, compute }
}
