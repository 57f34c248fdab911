import { indicatorsOf, parseFramework, slotsOf } from '../../../shared/analysis/framework.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import { presetFrameworks } from '../catalogue.ts'
import { getAreaSet } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { addFramework, bindSlot, getFramework, listFrameworks } from '../sql/frameworks.ts'
import { getLayerByName, listLayers } from '../sql/layers.ts'
import { bindSlots, fitsSlot } from './bindings.ts'
import type { Calls } from './calls.ts'
import { dbOf, writableDb, type Session } from './session.ts'

export function frameworkCalls(session: Session): Calls<'frameworks.list' | 'frameworks.get' | 'frameworks.add' | 'frameworks.slots' | 'frameworks.bind'> {
  return {
    'frameworks.list': () => {
      const stored = listFrameworks(dbOf(session))
      const presets = presetFrameworks().filter((preset) => !stored.some((one) => one.id === preset.id))
      return [...presets.map((one) => entry(one, true)), ...stored.map((one) => entry(one, false))]
    },
    'frameworks.get': ({ id }) => requireFramework(dbOf(session), id),
    'frameworks.add': ({ framework }) => {
      const parsed = parseFramework(framework)
      addFramework(writableDb(session), parsed)
      return parsed
    },
    'frameworks.slots': ({ id, areaSet }) => {
      const db = dbOf(session)
      const framework = requireFramework(db, id)
      const layers = listLayers(db)
      return bindSlots(db, framework, {}, areaSet === undefined ? null : getAreaSet(db, areaSet)).map((bound) => ({
        slot: bound.slot, layer: bound.layer?.name ?? null, why: bound.why,
        indicators: slotsOf(framework).find((one) => one.slot === bound.slot)?.indicators ?? [],
        candidates: layers.toSorted((a, b) => fitsSlot(bound.slot, b) - fitsSlot(bound.slot, a) || a.order - b.order).map((layer) => layer.name),
      }))
    },
    'frameworks.bind': ({ id, slot, layer }) => {
      const db = writableDb(session)
      const framework = requireFramework(db, id)
      const slots = slotsOf(framework).map((one) => one.slot)
      if (!slots.includes(slot)) throw new AtlasError('UNKNOWN_SLOT', `The framework "${id}" has no slot "${slot}". Its slots: ${slots.join(', ')}.`)
      const found = layer === null ? null : getLayerByName(db, layer)
      if (layer !== null && !found) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${layer}". Choose one from the list.`)
      bindSlot(db, id, slot, found?.id ?? null)
      return { slot, layer }
    },
  }
}

/** A framework stored in the project, or a preset. Throws `UNKNOWN_FRAMEWORK` with the ids there are. */
export function requireFramework(db: Db, id: string): Framework {
  const presets = presetFrameworks()
  const found = getFramework(db, id) ?? presets.find((one) => one.id === id)
  if (!found) throw new AtlasError('UNKNOWN_FRAMEWORK', `No framework is called "${id}". Frameworks here: ${[...new Set([...presets, ...listFrameworks(db)].map((one) => one.id))].join(', ')}.`)
  return found
}

function entry(framework: Framework, preset: boolean) {
  return { id: framework.id, version: framework.version, title: framework.title, preset, slots: slotsOf(framework).map((one) => one.slot), indicators: indicatorsOf(framework).length }
}
