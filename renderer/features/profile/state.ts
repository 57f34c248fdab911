import { create } from 'zustand'
import { call } from '../../host.ts'
import { refresh, runTask, toast } from '../../app/actions.ts'
import { get, set } from '../../app/store.ts'
import type { Texts } from '../../i18n.ts'
import type { Sort } from './sort.ts'

/** What the profile's own parts share and keep while other journeys are shown. */
export interface ProfileState {
  framework: string | null
  period: 'own' | 'timeline' | 'dates'
  from: string
  to: string
  sort: Sort
  search: string
  onlySelected: boolean
  setupOpen: boolean | null
}

export const useProfile = create<ProfileState>(() => ({ framework: null, period: 'own', from: '', to: '', sort: { by: 'rank', descending: false }, search: '', onlySelected: false, setupOpen: null }))
export const setProfile = useProfile.setState

/** The days that a computation is asked for: none leaves each indicator its own period. */
export function periodOf(profile: Pick<ProfileState, 'period' | 'from' | 'to'>, timeline: { from: string; to: string } | null): { from?: string; to?: string } {
  if (profile.period === 'timeline') return timeline ? { from: timeline.from, to: timeline.to } : {}
  if (profile.period === 'dates') return { ...(profile.from ? { from: profile.from } : {}), ...(profile.to ? { to: profile.to } : {}) }
  return {}
}

export const taskTitle = (texts: Texts, framework: Record<string, string>): string => texts.t('profile.compute.task', { framework: texts.title(framework) })

/** Computes a profile and puts it on screen. Its error is shown by the task that ran it. */
export async function computeProfile(texts: Texts, framework: { id: string; title: Record<string, string> }, areaSet: number, period: { from?: string; to?: string }): Promise<void> {
  const result = await runTask(taskTitle(texts, framework.title), 'profiles.compute', { framework: framework.id, areaSet, ...period })
  await showRun(result.run)
  await showAreas(areaSet)
  set({ inspected: { kind: 'area' } })
  setProfile({ setupOpen: false })
  await refresh()
  toast(texts.t('profile.compute.done', { areas: result.areas - result.missing, missing: result.missing }))
}

/** Makes the areas of a set visible on the map, so that scores have something to colour. */
export async function showAreas(id: number): Promise<void> {
  const { areaSets, layers, status } = get()
  const layer = layers.find((one) => one.id === areaSets.find((set) => set.id === id)?.layer)
  if (!layer || layer.visible || status?.readOnly) return
  const shown = await call('layers.update', { id: layer.id, visible: true })
  set({ layers: get().layers.map((one) => (one.id === shown.id ? shown : one)), status: await call('project.status', {}) })
}

/** Puts a stored run on screen with its area set; the chosen node stays where the run has it, the selection where it is of the same areas. */
export async function showRun(id: number): Promise<void> {
  const run = await call('profiles.table', { run: id })
  const state = get()
  const same = state.areaSet === run.run.areaSet
  set({
    run, areaSet: run.run.areaSet, node: run.nodes.some((node) => node.id === state.node) ? state.node : null,
    selected: same ? state.selected : [],
  })
}
