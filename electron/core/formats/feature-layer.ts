import type { Geometry } from 'geojson'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { GeometryKind } from '../../../shared/model/geometry.ts'
import type { OpenedFile, SourceFile, SourceRow } from './format.ts'
import { geometryKindOf } from './geometry-kind.ts'
import { createFieldSet } from './json-values.ts'
import { createNotebook, type Notebook } from './notebook.ts'

/** Features as a reader of an XML format finds them: texts by name, and where they belong (`layer`, null for the only layer). */
export interface FoundFeature { geometry: Geometry | null; values: Record<string, string>; problem: string | null; layer?: string }

export interface FeatureSource {
  format: string; file: SourceFile; encoding: string; size: number
  done(): number
  read(notes: Notebook): AsyncGenerator<FoundFeature[]>
  close(): void
}

/** A file of features read as a stream: once for the layers, their fields and kinds of geometry, then once for each layer's rows. Throws `NO_ROWS` for a file without any. */
export async function openFeatures(source: FeatureSource): Promise<OpenedFile> {
  const layers = new Map<string, { fields: ReturnType<typeof createFieldSet>; rows: number; kinds: Set<GeometryKind> }>()
  const stem = source.file.name.replace(/\.[^.]*$/, '')
  const lookNotes = createNotebook()
  for await (const batch of source.read(lookNotes)) {
    for (const { geometry, values, layer } of batch) {
      const name = layer ?? stem
      const known = layers.get(name) ?? { fields: createFieldSet(1900), rows: 0, kinds: new Set<GeometryKind>() }
      layers.set(name, known)
      known.rows += 1
      known.fields.add(values)
      if (geometry) known.kinds.add(geometryKindOf(geometry))
    }
  }
  if (layers.size === 0) {
    const why = lookNotes.list().map((note) => note.sample).join('; ')
    throw new AtlasError('NO_ROWS', `${source.file.name} holds no features${why ? ` (${why})` : ''}`)
  }
  return {
    format: source.format, close: () => source.close(),
    sublayers: [...layers].map(([name, { rows, kinds }]) => ({ name, rows, geometry: kindOf(kinds) })),
    openLayer(name) {
      const layer = layers.get(name)
      if (!layer) throw new AtlasError('UNKNOWN_LAYER', `${source.file.name} has no layer ${JSON.stringify(name.slice(0, 60))}: it has ${[...layers.keys()].join(', ')}`)
      const notes = createNotebook()
      return Promise.resolve({
        name, fields: layer.fields.names().map((field) => ({ name: field === '' ? 'value' : field, type: null })), geometry: kindOf(layer.kinds), rows: layer.rows, crs: 'OGC:CRS84', encoding: source.encoding,
        get notes() { return notes.list() },
        size: Math.max(1, source.size), done: () => source.done(),
        async *batches() {
          for await (const batch of source.read(notes)) {
            const rows = batch.filter((feature) => (feature.layer ?? stem) === name).map(({ geometry, values, problem }): SourceRow => {
              const row = { geometry, values: layer.fields.values(values) }
              return problem === null ? row : { ...row, geometry: null, problem: { code: 'BAD_COORDINATE', text: problem } }
            })
            if (rows.length > 0) yield rows
          }
        },
      })
    },
  }
}

function kindOf(kinds: Set<GeometryKind>): GeometryKind {
  return kinds.size === 0 ? 'none' : kinds.size === 1 ? [...kinds][0]! : 'mixed'
}
