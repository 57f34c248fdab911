import { z } from 'zod'
import { isWide } from '../../shared/geo/wrapped-extent.ts'
import type { Layer } from '../../shared/model/layer.ts'
import type { ViewState } from '../../shared/model/project.ts'
import { call } from '../host.ts'
import { refresh, toastError } from './actions.ts'
import { flyTo, get, set, useStore, type State } from './store.ts'

const languages = ['en', 'fr', 'es', 'ar'] as const
const delayMs = 400

/** What the window keeps in the project, so that the same file shows the same state: every part may be missing or from an older program. */
const saved = z.object({
  journey: z.enum(['data', 'map', 'profile']), language: z.enum(languages), theme: z.enum(['light', 'dark']),
  panels: z.object({ left: z.number(), right: z.number(), dock: z.number(), leftOpen: z.boolean(), rightOpen: z.boolean(), dockOpen: z.boolean() }),
  areaSet: z.number().nullable(), selected: z.array(z.string()), run: z.number().nullable(), node: z.string().nullable(),
  inspected: z.union([z.object({ kind: z.literal('area') }), z.object({ kind: z.literal('layer'), id: z.number() }), z.null()]),
  period: z.object({ from: z.string(), to: z.string() }).nullable(), view: z.object({ lon: z.number(), lat: z.number(), zoom: z.number() }).nullable(),
})
type Saved = z.infer<typeof saved>

const parts = ['journey', 'language', 'theme', 'panels', 'areaSet', 'selected', 'run', 'node', 'inspected', 'period', 'view'] as const satisfies (keyof State)[]

let written = ''
let timer: ReturnType<typeof setTimeout> | null = null
let loaded = false

/** Reads the open project and puts the window as it was left. Throws where the host does not answer. */
export async function loadProject(): Promise<void> {
  loaded = false
  set({ layers: [], areaSets: [], areaSet: null, selected: [], hovered: null, inspected: null, run: null, node: null, period: null, view: null, flyTo: null })
  await refresh()
  const state = read(await call('view.get', {}))
  const { run, ...rest } = state
  const areaSets = get().areaSets.map((one) => one.id)
  if (rest.areaSet != null && !areaSets.includes(rest.areaSet)) delete rest.areaSet
  if (rest.inspected?.kind === 'layer') { const { id } = rest.inspected; if (!get().layers.some((one) => one.id === id)) delete rest.inspected }
  set(rest)
  await restoreRun(run)
  if (!state.journey) set({ journey: get().layers.length === 0 ? 'data' : get().run ? 'profile' : 'map' })
  if (!state.view) await showExtent()
  written = JSON.stringify(kept(get()))
  loaded = true
  set({ ready: true })
}

/** Goes to where the project's layers lie. */
export async function showExtent(): Promise<void> {
  const { bbox } = await call('map.extent', {})
  if (bbox) flyTo(bbox)
}

/** Goes to where a layer lies, across the 180th meridian where that is the shorter way around. */
export function showLayer({ id, bbox }: Pick<Layer, 'id' | 'bbox'>): void {
  if (!bbox) return
  if (isWide(bbox)) call('map.extent', { layer: id }).then((extent) => flyTo(extent.bbox ?? bbox), toastError)
  else flyTo(bbox)
}

/** Keeps the window's state from now on; answers a function that stops it. */
export function keepView(): () => void {
  const stop = useStore.subscribe((state, before) => {
    if (state.status?.title !== before.status?.title) document.title = state.status ? `${state.status.title} · Human Security Atlas` : 'Human Security Atlas'
    if (parts.every((part) => state[part] === before[part])) return
    document.documentElement.lang = state.language
    document.documentElement.dir = state.language === 'ar' ? 'rtl' : 'ltr'
    document.documentElement.dataset.theme = state.theme
    if (!loaded || JSON.stringify(kept(state)) === written) return
    timer ??= setTimeout(() => { void writeView() }, delayMs)
  })
  const onHide = () => { if (document.visibilityState === 'hidden') void writeView() }
  document.addEventListener('visibilitychange', onHide)
  return () => { stop(); document.removeEventListener('visibilitychange', onHide) }
}

/** Writes the window's state at once, before another project opens. A view that cannot be kept is no reason to stop. */
export async function writeView(): Promise<void> {
  if (timer !== null) clearTimeout(timer)
  timer = null
  const state = kept(get())
  const text = JSON.stringify(state)
  if (!loaded || text === written || get().status?.readOnly) return
  written = text
  try { localStorage.setItem('atlas', JSON.stringify({ language: state.language, theme: state.theme })) } catch { /* a browser without storage keeps nothing */ }
  await call('view.set', { state }).catch(() => { written = '' })
}

/** The language and theme to begin with, before a project says otherwise: as last chosen here, else as the system has them. */
export function preferences(): Pick<State, 'language' | 'theme'> {
  const stored = z.object({ language: z.enum(languages), theme: z.enum(['light', 'dark']) }).safeParse(parse(localStorage.getItem('atlas')))
  if (stored.success) return stored.data
  const language = languages.find((one) => navigator.language.toLowerCase().startsWith(one)) ?? 'en'
  return { language, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' }
}

async function restoreRun(id: number | null | undefined): Promise<void> {
  if (id === null) return
  try {
    const runs = await call('runs.list', {})
    const wanted = runs.find((run) => run.id === id) ?? (id === undefined ? runs.toSorted((a, b) => b.id - a.id)[0] : undefined)
    if (!wanted) return
    const run = await call('profiles.table', { run: wanted.id })
    set({ run, node: run.nodes.some((node) => node.id === get().node) ? get().node : null, areaSet: wanted.areaSet })
  } catch (error) { toastError(error) }
}

function kept(state: State): ViewState & Saved {
  const { journey, language, theme, panels, areaSet, selected, node, period, view } = state
  return { journey, language, theme, panels, areaSet, selected, node, period, view, inspected: state.inspected?.kind === 'features' ? null : state.inspected, run: state.run?.run.id ?? null }
}

/** Takes over each part that can be read; the rest keeps its default. */
function read(state: ViewState): Partial<Saved> {
  const out: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(saved.shape)) {
    const part = schema.safeParse(state[name])
    if (name in state && part.success) out[name] = part.data
  }
  return out as Partial<Saved>
}

function parse(text: string | null): unknown {
  try { return JSON.parse(text ?? 'null') } catch { return null }
}
