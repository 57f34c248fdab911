import type { AreaProfile, Contribution, NodeColumn, ProfileTable } from '../../shared/model/run.ts'

/** A small run for the tests of the profile's screens: four areas in two provinces, two dimensions, three indicators. */
export function smallTable(): ProfileTable {
  const node = (id: string, parent: string | null, depth: number, scores: (number | null)[], more: Partial<NodeColumn> = {}): NodeColumn => ({
    id, title: { en: id }, parent, depth, weight: 1, indicator: false, dimension: null, role: null, character: null, unit: null, scores, raw: null, coverage: null, bounds: null, layer: null, ...more,
  })
  return {
    run: { id: 1, framework: 'f', frameworkVersion: 1, frameworkTitle: { en: 'F' }, areaSet: 1, areaSetName: 'district', from: null, to: null, made: '2024-01-01T00:00:00Z', areas: 4, missing: 1, notes: [] },
    scale: 10, classes: [2, 3.5, 5, 6.5], codes: ['A1', 'A2', 'B1', 'B2'], names: ['Área', 'Zebra', 'Beta', 'beta 10'], parents: ['A', 'A', 'B', 'B'],
    rank: [2, 1, 3, null], class: [4, 5, 1, null], index: [6, 8, 1, null], coverage: [1, 1, 2 / 3, 0],
    nodes: [
      node('index', null, 0, [6, 8, 1, null]),
      node('food', 'index', 1, [4, 8, null, null], { dimension: 'food' }),
      node('hunger', 'food', 2, [4, 8, null, null], { indicator: true, dimension: 'food', role: 'threat', layer: 'food_phases' }),
      node('personal', 'index', 1, [8, 8, 1, null], { dimension: 'personal' }),
      node('deaths', 'personal', 2, [9, 7, 2, null], { indicator: true, dimension: 'personal', role: 'threat', layer: 'ged' }),
      node('police', 'personal', 2, [7, 9, 0, null], { indicator: true, dimension: 'personal', role: 'capacity', layer: 'posts' }),
    ],
  }
}

export function contribution(id: string, more: Partial<Contribution> = {}): Contribution {
  return { id, title: { en: id }, dimension: null, role: null, score: 5, raw: 5, median: 5, share: 0, adds: 0, unit: null, layer: null, source: null, date: null, why: null, ...more }
}

export function areaOf(code: string, contributions: Contribution[]): AreaProfile {
  return { run: 1, code, name: code, path: [], index: null, class: null, rank: null, of: 4, present: 0, indicators: 3, newest: null, oldest: null, dimensions: [], contributions }
}
