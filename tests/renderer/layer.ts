import type { Layer } from '../../shared/model/layer.ts'

/** A layer for tests: a few points unless told otherwise. */
export function makeLayer(part: Partial<Layer> & { publisher?: string } = {}): Layer {
  const { publisher = '', ...rest } = part
  return {
    id: 1, name: `Layer ${part.id ?? 1}`, table: 'layer', kind: 'features', geometry: 'point', rows: 3, fields: [], dimension: null, theme: '', dateField: null, codeField: null, from: null, to: null,
    bbox: [0, 0, 1, 1], visible: true, opacity: 1, order: 1, style: { colour: '#a21e34', size: 4, stroke: 1, pattern: 'none', by: { kind: 'single' } },
    source: { file: 'layer.csv', format: 'csv', bytes: 10, sha256: '0'.repeat(64), read: '2026-01-01T00:00:00Z', crs: null, encoding: null, publisher, licence: '', date: '', url: '', sensitivity: 'low' },
    notes: [], read: 3, rejected: 0, ...rest,
  }
}
