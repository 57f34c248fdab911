import { z } from 'zod'
import { note } from './note.ts'

/** One computation as lists show it. `from` and `to` are the period asked for (null: each measure's own). */
export const runSummary = z.object({
  id: z.number().int(), framework: z.string(), frameworkVersion: z.number().int(), frameworkTitle: z.record(z.string(), z.string()), areaSet: z.number().int(), areaSetName: z.string(), from: z.string().nullable(), to: z.string().nullable(),
  made: z.string(), areas: z.number().int(), missing: z.number().int(), notes: z.array(note),
})
export type RunSummary = z.infer<typeof runSummary>

/** One node's scores over all areas of a run, in the order of `codes`; null is missing. `raw` and `coverage` stand on indicators only. */
export const nodeColumn = z.object({
  id: z.string(), title: z.record(z.string(), z.string()), parent: z.string().nullable(), depth: z.number().int(), weight: z.number(),
  indicator: z.boolean(), dimension: z.string().nullable(), role: z.string().nullable(), character: z.string().nullable(), unit: z.record(z.string(), z.string()).nullable(),
  scores: z.array(z.number().nullable()), raw: z.array(z.number().nullable()).nullable(), coverage: z.array(z.number()).nullable(),
  /** Bounds as used by the normalisation, kept with the run. */
  bounds: z.object({ min: z.number(), max: z.number() }).nullable(),
  layer: z.string().nullable(),
})
export type NodeColumn = z.infer<typeof nodeColumn>

/** A whole run in columns. `rank` 1 is the highest index and ties share a rank; `class` is 1 to 5; both null where the index is missing. Nodes come in tree order, the root first. */
export const profileTable = z.object({
  run: runSummary, scale: z.number(), classes: z.array(z.number()),
  codes: z.array(z.string()), names: z.array(z.string()), parents: z.array(z.string().nullable()),
  rank: z.array(z.number().nullable()), class: z.array(z.number().nullable()), index: z.array(z.number().nullable()), coverage: z.array(z.number()),
  nodes: z.array(nodeColumn),
})
export type ProfileTable = z.infer<typeof profileTable>

/** What one indicator adds to an area's index: contributions of all indicators sum to the index. */
export const contribution = z.object({
  id: z.string(), title: z.record(z.string(), z.string()), dimension: z.string().nullable(), role: z.string().nullable(), score: z.number().nullable(), raw: z.number().nullable(), median: z.number().nullable(),
  share: z.number(), adds: z.number(), unit: z.record(z.string(), z.string()).nullable(), layer: z.string().nullable(), source: z.string().nullable(), date: z.string().nullable(),
  why: z.string().nullable(),
})
export type Contribution = z.infer<typeof contribution>

/** One area of a run. `parentScore` is the weighted mean of the siblings under the same parent; `median` of all areas. */
export const areaProfile = z.object({
  run: z.number().int(), code: z.string(), name: z.string(), path: z.array(z.object({ code: z.string(), name: z.string() })),
  index: z.number().nullable(), class: z.number().nullable(), rank: z.number().nullable(), of: z.number().int(), present: z.number().int(), indicators: z.number().int(),
  newest: z.string().nullable(), oldest: z.string().nullable(),
  dimensions: z.array(z.object({ dimension: z.string(), score: z.number().nullable(), median: z.number().nullable(), siblings: z.number().nullable(), present: z.number().int(), indicators: z.number().int() })),
  contributions: z.array(contribution),
})
export type AreaProfile = z.infer<typeof areaProfile>
