import type { Columns } from '../../../shared/model/columns.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import type { drawingOf } from '../../../renderer/map/drawing.ts'

let next = 100

interface LayerParts { id?: number; kind?: Layer['kind']; visible?: boolean; rows?: number; dateField?: string; pattern?: LayerStyle['pattern']; by?: LayerStyle['by']; sha256?: string; opacity?: number }

/** A layer with what a test says about it. */
export function layerOf(name: string, geometry: GeometryKind, parts: LayerParts = {}): Layer {
  return {
    id: parts.id ?? next++, name, table: name, kind: parts.kind ?? 'features', geometry, rows: parts.rows ?? 10, fields: [], dimension: null, theme: '', dateField: parts.dateField ?? null, codeField: null, from: null, to: null,
    bbox: [0, 0, 1, 1], visible: parts.visible ?? true, opacity: parts.opacity ?? 1, order: 0,
    style: { colour: '#2f8fc4', size: 6, stroke: 1, pattern: parts.pattern ?? 'none', by: parts.by ?? { kind: 'single' } },
    source: { file: '', format: '', bytes: 0, sha256: parts.sha256 ?? '0'.repeat(64), read: '', crs: null, encoding: null, publisher: '', licence: '', date: '', url: '', sensitivity: 'low' }, notes: [], read: 0, rejected: 0,
  }
}

/** A run over areas C1, C2, … with an index and further nodes. */
export function runOf(areaSet: number, index: (number | null)[], nodes: Record<string, (number | null)[]> = {}): ProfileTable {
  const node = (id: string, parent: string | null, scores: (number | null)[]): ProfileTable['nodes'][number] => ({ id, title: { en: id }, parent, depth: parent ? 1 : 0, weight: 1, indicator: false, dimension: null, role: null, character: null, unit: null, scores, raw: null, coverage: null, bounds: null, layer: null })
  return {
    run: { id: 1, framework: 'f', frameworkVersion: 1, frameworkTitle: {}, areaSet, areaSetName: '', from: null, to: null, made: '', areas: index.length, missing: 0, notes: [] },
    scale: 10, classes: [2, 3.5, 5, 6.5], codes: index.map((_, i) => `C${i + 1}`), names: index.map((_, i) => `Area ${i + 1}`), parents: index.map(() => null), rank: index.map(() => null), class: index.map(() => null), index, coverage: index.map(() => 1),
    nodes: [node('index', null, index), ...Object.entries(nodes).map(([id, scores]) => node(id, 'index', scores))],
  }
}

type MapState = Parameters<typeof drawingOf>[0]

export function stateOf(parts: Partial<MapState>): MapState {
  return { layers: [], areaSets: [], areaSet: null, selected: [], hovered: null, run: null, node: null, period: null, theme: 'light', language: 'en', ...parts }
}

/** Events with days, weights and categories (by their place in `categories`). */
export function columnsOf(days: number[], more: { weights?: number[]; categories?: string[]; category?: number[] } = {}): Columns {
  return {
    header: { count: days.length, weight: more.weights ? 'weight' : null, category: more.categories ? 'category' : null, categories: more.categories ?? [], from: null, to: null },
    positions: new Float64Array(days.length * 2), days: Float32Array.from(days), weights: Float32Array.from(days, (_, i) => more.weights?.[i] ?? Number.NaN), fids: Uint32Array.from(days, (_, i) => i + 1), categories: Uint8Array.from(days, (_, i) => more.category?.[i] ?? 255),
  }
}
