import type { LucideIcon } from 'lucide-react'
import type { Area, AreaSet, Layer } from '../../shared/model/layer.ts'
import type { LonLat } from '../../shared/model/geometry.ts'
import type { Texts } from '../i18n.ts'
import { commands, isPossible, runCommand } from './commands.ts'
import { readCoordinates } from './coordinates.ts'
import { isMac, writtenKeys } from './keys.ts'
import { bestMatches, matchScore } from './match.ts'
import { showLayer } from './session.ts'
import { flyTo, select, set } from './store.ts'

export interface AreaOfSet { area: Area; set: AreaSet }

/** One answer of the search: what it is, its words, and what choosing it does. */
export type Answer = { key: string; text: string; detail: string; run: () => void } & ({ kind: 'command'; icon: LucideIcon } | { kind: 'layer' | 'area' | 'place' })

interface Sources { layers: Layer[]; areas: AreaOfSet[]; texts: Texts }
const most = 40
const marginDegrees = 0.05

/** Positions first, then whatever answers the query best; without a query the commands. */
export function findAnswers(query: string, { layers, areas, texts }: Sources): Answer[] {
  const { t } = texts
  const found: { answer: Answer; score: number }[] = []
  const add = (answers: Answer[], more: number) => { for (const answer of answers) found.push({ answer, score: Math.max(matchScore(query, answer.text), matchScore(query, `${answer.text} ${answer.detail}`) - 10) + more }) }
  const possible: Answer[] = commands.filter((command) => command.id !== 'palette' && isPossible(command)).map((command) => ({
    kind: 'command', icon: command.icon, key: command.id, text: t(`command.${command.id}`), detail: command.keys ? writtenKeys(command.keys, isMac) : '', run: () => runCommand(command.id),
  }))
  if (query.trim() === '') return possible
  const places = readCoordinates(query).map((at): Answer => ({ kind: 'place', key: `place-${at.join()}`, text: placeWords(at, texts), detail: t('frame.search.goTo'), run: () => flyTo([at[0] - marginDegrees, at[1] - marginDegrees, at[0] + marginDegrees, at[1] + marginDegrees]) }))
  add(bestMatches(query, possible, (one) => one.text, most), 2)
  add(bestMatches(query, layers, (layer) => layer.name, most).map((layer) => layerAnswer(layer, t)), 1)
  add(bestMatches(query, areas, ({ area }) => `${area.name} ${area.code}`, most).map(areaAnswer), 0)
  return [...places, ...found.toSorted((a, b) => b.score - a.score).map((one) => one.answer)].slice(0, most)
}

function layerAnswer(layer: Layer, t: Texts['t']): Answer {
  return { kind: 'layer', key: `layer-${layer.id}`, text: layer.name, detail: t('frame.search.layer'), run: () => { set({ inspected: { kind: 'layer', id: layer.id } }); showLayer(layer) } }
}

function areaAnswer({ area, set: areaSet }: AreaOfSet): Answer {
  return {
    kind: 'area', key: `area-${areaSet.id}-${area.code}`, text: area.name, detail: `${area.code} · ${areaSet.name}`,
    run: () => { set({ areaSet: areaSet.id }); select([area.code]); if (area.bbox) flyTo(area.bbox) },
  }
}

function placeWords([lon, lat]: LonLat, { t, number }: Texts): string {
  const degrees = (value: number) => number(value, { maximumFractionDigits: 5 })
  return t('frame.search.place', { lon: degrees(lon), lat: degrees(lat) })
}
