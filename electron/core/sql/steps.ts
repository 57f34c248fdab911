import type { Db } from './database.ts'
import { linkParents } from './areas.ts'
import { writeJoin, type StoredJoin } from './joins.ts'
import { exchangeContents } from './exchange-contents.ts'
import { exchangeRepair } from './exchange-repair.ts'
import { writeTemplate, type StoredTemplate } from './import-templates.ts'
import { assertNameFree } from './layers.ts'
import { setMeta } from './meta.ts'
import { quote } from './name.ts'
import { publishLayer } from './publish.ts'

/** The columns of a layer's record that an edit may set; `style` is JSON text. */
export interface LayerSet {
  name?: string; dimension?: string | null; theme?: string; visible?: 0 | 1; opacity?: number; style?: string; position?: number; status?: 'ready' | 'hidden'
}
export interface SourceSet { publisher?: string; licence?: string; date?: string; url?: string; sensitivity?: string; method?: string }

/** One assignment: the smallest part of a change, the same in both directions. */
export type Step =
  | { noun: 'layer'; id: number; set: LayerSet }
  | { noun: 'source'; layer: number; set: SourceSet }
  | { noun: 'meta'; key: string; value: string | null }
  | { noun: 'binding'; framework: string; slot: string; layer: number | null }
  | { noun: 'framework'; id: string; version: number; framework: string | null }
  | { noun: 'join'; layer: number; areaSet: number; join: StoredJoin | null }
  | { noun: 'repair'; layer: number; batch: number }
  | { noun: 'contents'; layer: number; other: number }
  | { noun: 'template'; id: number; template: StoredTemplate | null }

const layerColumns = ['name', 'dimension', 'theme', 'visible', 'opacity', 'style', 'position', 'status'] as const satisfies (keyof LayerSet)[]
const sourceColumns = ['publisher', 'licence', 'date', 'url', 'sensitivity', 'method'] as const satisfies (keyof SourceSet)[]

/** Carries out one step: the only place where an edit reaches the tables. Belongs inside a transaction. */
export function applyStep(db: Db, step: Step): void {
  switch (step.noun) {
    case 'layer': return applyToLayer(db, step.id, step.set)
    case 'source': {
      for (const column of sourceColumns) {
        const value = step.set[column]
        if (value !== undefined) assertOne(db.prepare(`UPDATE atlas_sources SET ${quote(column)} = ? WHERE id = (SELECT source FROM atlas_layers WHERE id = ?)`).run(value, step.layer).changes)
      }
      return publishLayer(db, step.layer)
    }
    case 'meta': return setMeta(db, step.key, step.value)
    case 'binding': {
      if (step.layer === null) db.prepare('DELETE FROM atlas_bindings WHERE framework = ? AND slot = ?').run(step.framework, step.slot)
      else db.prepare('INSERT INTO atlas_bindings (framework, slot, layer) VALUES (?, ?, ?) ON CONFLICT (framework, slot) DO UPDATE SET layer = excluded.layer').run(step.framework, step.slot, step.layer)
      return
    }
    case 'framework': {
      if (step.framework === null) db.prepare('DELETE FROM atlas_frameworks WHERE id = ? AND version = ?').run(step.id, step.version)
      else db.prepare('INSERT INTO atlas_frameworks (id, version, framework) VALUES (?, ?, ?) ON CONFLICT (id, version) DO UPDATE SET framework = excluded.framework').run(step.id, step.version, step.framework)
      return
    }
    case 'join': return writeJoin(db, step.layer, step.areaSet, step.join)
    case 'repair': return exchangeRepair(db, step.layer, step.batch)
    case 'contents': {
      exchangeContents(db, step.layer, step.other)
      linkParents(db)
      return
    }
    case 'template': return writeTemplate(db, step.id, step.template)
  }
}

function applyToLayer(db: Db, id: number, set: LayerSet): void {
  const becomes = set.name ?? (set.status === 'ready' ? (db.prepare('SELECT name FROM atlas_layers WHERE id = ?').pluck().get(id) as string | undefined) : undefined)
  if (becomes !== undefined) assertNameFree(db, becomes, id)
  for (const column of layerColumns) {
    const value = set[column]
    if (value !== undefined) assertOne(db.prepare(`UPDATE atlas_layers SET ${quote(column)} = ? WHERE id = ?`).run(value, id).changes)
  }
  if (set.name !== undefined || set.status !== undefined || set.style !== undefined || set.opacity !== undefined) publishLayer(db, id)
  if (set.status !== undefined) linkParents(db)
}

function assertOne(changes: number): void {
  if (changes !== 1) throw new Error(`A step of a change concerned ${changes} rows, not one`)
}
