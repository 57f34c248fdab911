import { create } from 'zustand'
import type { Bounds, LonLat } from '../../shared/model/geometry.ts'
import type { AreaSet, Layer } from '../../shared/model/layer.ts'
import type { ProjectStatus } from '../../shared/model/project.ts'
import type { ProfileTable } from '../../shared/model/run.ts'
import type { Progress } from '../../shared/contract/wire.ts'

export type Journey = 'data' | 'map' | 'profile'
export type Language = 'en' | 'fr' | 'es' | 'ar'
export type Theme = 'light' | 'dark'

/** What the inspector shows: one thing at a time. */
export type Inspected = { kind: 'area' } | { kind: 'layer'; id: number; tab?: 'source' } | { kind: 'features'; at: [number, number] } | null

export interface Task { id: number; title: string; progress: Progress | null; started: number; error: Error | null; cancel: () => void }
export interface Toast { id: number; tone: 'done' | 'error'; text: string; code?: string }

/** Everything that more than one part of the window shows: what is open, selected and in view. Parts keep their own small state themselves. */
export interface State {
  /** True once a project is read and its view restored. */
  ready: boolean
  status: ProjectStatus | null
  layers: Layer[]
  areaSets: AreaSet[]
  /** Goes up with every change of layers, so that tiles and columns are asked for anew. */
  dataVersion: number

  journey: Journey
  language: Language
  theme: Theme
  panels: { left: number; right: number; dock: number; leftOpen: boolean; rightOpen: boolean; dockOpen: boolean }

  /** The area set whose areas are shown, selected and profiled. */
  areaSet: number | null
  /** Selected area codes of that set; the first is the one the inspector shows. One selection everywhere. */
  selected: string[]
  hovered: string | null
  inspected: Inspected

  /** The run on screen and the node whose scores colour the map; null node is the index. */
  run: ProfileTable | null
  node: string | null

  /** The period that filters dated layers (ISO dates, inclusive); null shows all. */
  period: { from: string; to: string } | null
  view: { lon: number; lat: number; zoom: number } | null
  /** A place to go to; the map consumes it. */
  flyTo: { bbox: Bounds; at: number } | null
  pointer: [number, number] | null
  /** Places that are ringed on the map: where the faults of a layer lie. */
  marks: readonly LonLat[]

  tasks: Task[]
  toasts: Toast[]
  dialog: { name: string; data?: unknown } | null
}

export const useStore = create<State>(() => ({
  ready: false, status: null, layers: [], areaSets: [], dataVersion: 0,
  journey: 'data', language: 'en', theme: 'light',
  panels: { left: 260, right: 340, dock: 220, leftOpen: true, rightOpen: true, dockOpen: true },
  areaSet: null, selected: [], hovered: null, inspected: null, run: null, node: null,
  period: null, view: null, flyTo: null, pointer: null, marks: [], tasks: [], toasts: [], dialog: null,
}))

export const set = useStore.setState
export const get = useStore.getState

export function select(codes: string[]): void { set({ selected: codes, inspected: codes.length ? { kind: 'area' } : get().inspected?.kind === 'area' ? null : get().inspected }) }
export function showNode(node: string | null): void { set({ node }) }
export function flyTo(bbox: Bounds): void { set({ flyTo: { bbox, at: performance.now() } }) }

/** Changes the journey; the profile's panel gives way to no layer that was looked at before. */
export function goToJourney(journey: Journey): void {
  const { inspected, selected } = get()
  set({ journey, ...(journey === 'profile' && inspected?.kind !== 'area' ? { inspected: selected.length > 0 ? { kind: 'area' as const } : null } : {}) })
}
