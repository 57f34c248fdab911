import { z } from 'zod'
import { area, areaSet, field, layer } from '../model/layer.ts'
import { areaProfile, profileTable, runSummary } from '../model/run.ts'
import { bounds } from '../model/geometry.ts'
import { dimension } from '../model/dimension.ts'
import { exportOptions, layerFormat, runFormat } from '../model/export.ts'
import { framework, measure } from '../model/framework.ts'
import { importOptions, importPreview, importResult } from '../model/import.ts'
import { layerStyle } from '../model/style.ts'
import { note } from '../model/note.ts'
import { projectStatus, viewState } from '../model/project.ts'
import { sensitivity } from '../model/source.ts'
import { basemapContract } from './basemaps.ts'
import { doctorContract } from './doctor.ts'
import { editionContract } from './editions.ts'
import { exportContract } from './exports.ts'
import { importContract } from './imports.ts'
import { joinContract } from './joins.ts'
import { trustContract } from './trust.ts'

const id = z.number().int()
const none = z.strictObject({})
const text = z.string().min(1).max(400)
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** An opaque name for a file that the host holds: an upload, a chosen file, a produced download. */
const token = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/)
/** A produced file with its count of records and what was held back; `about` describes it, where that was asked for. */
const exported = z.object({ download: token, name: z.string(), rows: z.number().int(), notes: z.array(note), about: z.object({ download: token, name: z.string() }).optional() })
const value = z.union([z.string(), z.number(), z.null()])

/** Every call of the product: 'noun.verb' → its input and its result. Input is validated once, at the door; every type of the wire derives from here. */
export const contract = {
  'project.status': { input: none, output: projectStatus },
  'project.create': { input: z.strictObject({ title: text }), output: projectStatus },
  'project.open': { input: z.strictObject({ file: token }), output: projectStatus },
  'project.openSample': { input: none, output: projectStatus },
  'project.rename': { input: z.strictObject({ title: text }), output: projectStatus },
  'project.copy': { input: z.strictObject({ title: text.optional(), removed: z.boolean().optional() }), output: z.object({ download: token, name: z.string() }) },
  'project.check': { input: none, output: z.object({ ok: z.boolean(), problems: z.array(z.string()) }) },
  'project.recent': { input: none, output: z.array(z.object({ file: token, title: z.string(), changed: z.string(), open: z.boolean() })) },

  'imports.preview': { input: z.strictObject({ file: token, options: importOptions }), output: importPreview },
  'imports.run': { input: z.strictObject({ file: token, options: importOptions }), output: importResult },

  'layers.list': { input: none, output: z.array(layer) },
  'layers.update': {
    input: z.strictObject({
      id, name: text.optional(), dimension: dimension.nullable().optional(), theme: z.string().max(80).optional(), visible: z.boolean().optional(), opacity: z.number().min(0).max(1).optional(),
      style: layerStyle.optional(), source: z.strictObject({ publisher: z.string(), licence: z.string(), date: z.string(), url: z.string(), sensitivity, method: z.string().max(4000) }).partial().optional(),
    }), output: layer,
  },
  'layers.reorder': { input: z.strictObject({ ids: z.array(id) }), output: z.array(layer) },
  'layers.remove': { input: z.strictObject({ id }), output: projectStatus },
  'layers.rows': {
    input: z.strictObject({ id, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500), sort: z.strictObject({ field: z.string(), descending: z.boolean() }).optional(), search: z.string().max(200).optional() }),
    output: z.object({ fields: z.array(field), total: z.number().int(), rows: z.array(z.object({ fid: id, values: z.array(value) })) }),
  },
  'layers.identify': {
    input: z.strictObject({ lon: z.number(), lat: z.number(), tolerance: z.number().min(0).max(5), layers: z.array(id), from: date.optional(), to: date.optional() }),
    output: z.array(z.object({ layer: id, name: z.string(), fid: id, values: z.array(z.object({ name: z.string(), value })) })),
  },
  'layers.classes': {
    input: z.strictObject({ id, field: z.string(), method: z.enum(['quantile', 'equal', 'ckmeans', 'values']), count: z.number().int().min(2).max(9) }),
    output: z.object({ breaks: z.array(z.number()), counts: z.array(z.number().int()), values: z.array(z.object({ value: z.string(), count: z.number().int() })) }),
  },
  'layers.export': { input: z.strictObject({ id, format: layerFormat, ...exportOptions.shape }), output: exported },

  'areaSets.list': { input: none, output: z.array(areaSet) },
  'areaSets.areas': { input: z.strictObject({ id }), output: z.array(area) },

  ...importContract,
  ...joinContract,
  ...doctorContract,
  ...editionContract,
  ...exportContract,
  ...basemapContract,

  'measures.compute': {
    input: z.strictObject({ areaSet: id, layer: text, measure }),
    output: z.object({ codes: z.array(z.string()), names: z.array(z.string()), values: z.array(z.number().nullable()), coverage: z.array(z.number()), notes: z.array(note) }),
  },

  'frameworks.list': { input: none, output: z.array(z.object({ id: z.string(), version: z.number().int(), title: z.record(z.string(), z.string()), preset: z.boolean(), slots: z.array(z.string()), indicators: z.number().int() })) },
  'frameworks.get': { input: z.strictObject({ id: text }), output: framework },
  'frameworks.add': { input: z.strictObject({ framework: z.unknown() }), output: framework },
  'frameworks.slots': {
    input: z.strictObject({ id: text, areaSet: id.optional() }),
    output: z.array(z.object({ slot: z.string(), indicators: z.array(z.string()), layer: z.string().nullable(), why: z.string(), candidates: z.array(z.string()) })),
  },
  'frameworks.bind': { input: z.strictObject({ id: text, slot: text, layer: text.nullable() }), output: z.object({ slot: z.string(), layer: z.string().nullable() }) },

  'profiles.compute': {
    input: z.strictObject({ framework: text, areaSet: id, from: date.optional(), to: date.optional(), bind: z.record(z.string(), z.string()).optional() }),
    output: z.object({ run: id, areas: z.number().int(), missing: z.number().int(), notes: z.array(note) }),
  },
  'profiles.table': { input: z.strictObject({ run: id }), output: profileTable },
  'profiles.area': { input: z.strictObject({ run: id, code: text }), output: areaProfile },

  'runs.list': { input: none, output: z.array(runSummary) },
  ...trustContract,
  'runs.replay': { input: z.strictObject({ run: id }), output: z.object({ maxAbsDifference: z.number(), changed: z.array(z.string()) }) },
  'runs.export': { input: z.strictObject({ run: id, format: runFormat, ...exportOptions.shape }), output: exported },

  'changes.undo': { input: none, output: projectStatus },
  'changes.redo': { input: none, output: projectStatus },

  'view.get': { input: none, output: viewState },
  'view.set': { input: z.strictObject({ state: viewState }), output: none },

  /** Of everything, or of one layer; east is more than 180 where the box reaches across that meridian. */
  'map.extent': { input: z.strictObject({ layer: id.optional() }), output: z.object({ bbox: bounds.nullable() }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type Contract = typeof contract
export type CallName = keyof Contract
export type Input<N extends CallName> = z.input<Contract[N]['input']>
export type Output<N extends CallName> = z.output<Contract[N]['output']>
