import type { Dimension } from '../../../shared/model/dimension.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { defaultStyle } from '../sql/style.ts'
import type { SampleLayer } from './layers.ts'

/** How the sample's layers are drawn: what an analyst would choose, so that overlapping threats can be told apart. */
export function sampleStyle(layer: SampleLayer, dimension: Dimension | null): LayerStyle {
  const plain = defaultStyle(layer.kind, layer.geometry, dimension)
  switch (layer.name) {
    case 'conflict_events': return { ...plain, colour: '#1f2430', size: 2.2 }
    case 'floods': return { ...plain, colour: '#2f7fc1', pattern: 'lines' }
    case 'drought': return { ...plain, by: { kind: 'classes', field: 'anomaly_pct', method: 'equal', breaks: [-40, -20, 0, 20], colours: ['#8c510a', '#d8b365', '#f3e6c8', '#b5ded8', '#5ab4ac'] } }
    case 'cyclone_track': return { ...plain, colour: '#5b3fa0', size: 3 }
    case 'health_facilities': return { ...plain, by: { kind: 'values', field: 'functional', values: [{ value: 'yes', colour: '#b35698' }, { value: 'no', colour: '#9aa3ab' }] } }
    case 'markets': return { ...plain, size: 6 }
    default: return plain
  }
}
