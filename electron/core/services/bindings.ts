import { slotsOf } from '../../../shared/analysis/framework.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Framework } from '../../../shared/model/framework.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import { listBindings } from '../sql/frameworks.ts'
import type { Db } from '../sql/database.ts'
import { listAreas } from '../sql/areas.ts'
import { readLayerInput } from '../sql/layer-input.ts'
import { listLayers } from '../sql/layers.ts'

/** A slot of a framework with its layer. `why` is a message id: given on the command, chosen by the analyst, same name, recognised by its columns or its name, or none. */
export interface BoundSlot { slot: string; layer: Layer | null; why: 'bind.given' | 'bind.chosen' | 'bind.name' | 'bind.recognised' | 'bind.none' }

/** What makes a layer fit a slot that has another name: columns that only such data has, then words of its name. Names are folded to lower case without separators. */
const signs: { slot: RegExp; columns: string[][]; words: RegExp }[] = [
  { slot: /conflict|ged|acled|events/, columns: [['type_of_violence', 'best'], ['event_type', 'fatalities'], ['event_id_cnty'], ['dyad_name']], words: /ged|ucdp|acled|conflict|violence/ },
  { slot: /health.?facilit/, columns: [['facility_type'], ['amenity', 'healthcare'], ['facility name', 'facility type']], words: /facilit|health|sante|salud|hospital|clinic/ },
  { slot: /population/, columns: [], words: /pop(ulation)?($|[^a-z])|admpop/ },
  { slot: /displace/, columns: [['idps'], ['displaced']], words: /displac|idp|prmn|refugee/ },
  { slot: /food/, columns: [['phase'], ['phase 3+ number current'], ['phase3plus_pct']], words: /ipc|food|phase|cadre.?harmonise/ },
  { slot: /flood/, columns: [], words: /flood|inund/ },
  { slot: /drought/, columns: [['anomaly_pct']], words: /drought|spei|spi|chirps|rain/ },
  { slot: /cyclone/, columns: [['usa_wind'], ['wind_kmh']], words: /cyclone|ibtracs|storm|hurricane|typhoon/ },
  { slot: /poverty/, columns: [['mpi'], ['headcount ratio']], words: /poverty|mpi|pauvrete|pobreza/ },
  { slot: /disease/, columns: [['cholera_cases'], ['measles_cases']], words: /disease|cholera|measles|cases|epidemi/ },
  { slot: /survey/, columns: [['feels_unsafe_pct']], words: /survey|enquete|kobo|perception/ },
  { slot: /market/, columns: [['market_code'], ['market_name']], words: /market/ },
  { slot: /school/, columns: [], words: /school|education|ecole/ },
  { slot: /water/, columns: [], words: /water|borehole|wash/ },
  { slot: /response/, columns: [['#org', '#sector'], ['organisation', 'activity']], words: /3w|4w|5w|response|presence/ },
]

/** Binds every slot: what the command names first, then what the analyst chose, then the layer of the same name, then the one layer that is recognised (of several tables the one whose codes are the set's). Throws `UNKNOWN_SLOT` and `UNKNOWN_LAYER` for what the command names. */
export function bindSlots(db: Db, framework: Framework, given: Record<string, string>, set: AreaSet | null = null): BoundSlot[] {
  const layers = listLayers(db)
  const chosen = listBindings(db, framework.id)
  const slots = slotsOf(framework).map((one) => one.slot)
  for (const slot of Object.keys(given)) if (!slots.includes(slot)) throw new AtlasError('UNKNOWN_SLOT', `The framework has no slot "${slot}". Its slots: ${slots.join(', ')}.`)
  return slots.map((slot): BoundSlot => {
    const name = given[slot]
    if (name !== undefined) {
      const layer = layers.find((one) => one.name === name)
      if (!layer) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}". Layers here: ${layers.map((one) => one.name).join(', ')}.`)
      return { slot, layer, why: 'bind.given' }
    }
    const byHand = layers.find((one) => one.id === chosen.get(slot))
    if (byHand) return { slot, layer: byHand, why: 'bind.chosen' }
    const same = layers.find((one) => one.name === slot) ?? layers.find((one) => fold(one.name) === fold(slot))
    if (same) return { slot, layer: same, why: 'bind.name' }
    const best = Math.max(0, ...layers.map((one) => fitsSlot(slot, one)))
    const fitting = best > 0 ? layers.filter((one) => fitsSlot(slot, one) === best) : []
    const [closest] = fitting.length > 1 && set ? sharing(db, set, fitting) : []
    if (closest) return { slot, layer: closest, why: 'bind.recognised' }
    return fitting.length === 1 ? { slot, layer: fitting[0]!, why: 'bind.recognised' } : { slot, layer: null, why: 'bind.none' }
  })
}

/** The one of several tables that names most areas of the set; none when no table is ahead of the others. */
function sharing(db: Db, set: AreaSet, layers: Layer[]): Layer[] {
  const codes = new Set(listAreas(db, set.id).map((one) => one.code))
  const counted = layers.filter((layer) => layer.codeField !== null)
    .map((layer) => ({ layer, count: new Set(readLayerInput(db, layer.id, { columns: [] }).codes?.filter((code) => code !== null && codes.has(code))).size }))
    .toSorted((a, b) => b.count - a.count)
  return counted[0] && counted[0].count > (counted[1]?.count ?? 0) ? [counted[0].layer] : []
}

/** How well a layer fits a slot of another name: 0 not at all, 1 by its name, 2 by its columns, 3 by both. */
export function fitsSlot(slot: string, layer: Layer): number {
  const sign = signs.find((one) => one.slot.test(slot.toLowerCase()))
  if (!sign || layer.kind === 'areas' || layer.kind === 'raster') return 0
  const names = new Set(layer.fields.map((field) => field.name.toLowerCase()))
  return (sign.columns.some((set) => set.every((name) => names.has(name))) ? 2 : 0) + (sign.words.test(layer.name.toLowerCase()) ? 1 : 0)
}

function fold(name: string): string { return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '') }
