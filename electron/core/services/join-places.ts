import type { JoinArea } from '../../../shared/analysis/joins/entry.ts'
import type { JoinPlaces } from '../../../shared/analysis/joins/propose.ts'
import type { AreaSet, Layer } from '../../../shared/model/layer.ts'
import { plainColumn } from '../import/names.ts'
import { listAreaNames, type NamedArea } from '../sql/area-names.ts'
import { listAreaSets } from '../sql/areas.ts'
import type { Db } from '../sql/database.ts'
import { requireLayer } from '../sql/layers.ts'

/** The areas of a set as tables are joined to them, with all their names and parents, and those of the sets below. */
export function joinPlaces(db: Db, set: AreaSet): JoinPlaces {
  const sets = listAreaSets(db)
  const known = new Map<number, ReadonlyMap<string, NamedArea>>()
  const namesOf = (one: AreaSet): ReadonlyMap<string, NamedArea> => {
    const before = known.get(one.id)
    if (before) return before
    const areas = new Map(listAreaNames(db, one.layer, nameFields(requireLayer(db, one.layer), one.level)).map((area) => [area.code, area]))
    known.set(one.id, areas)
    return areas
  }
  const areasOf = (one: AreaSet): JoinArea[] => [...namesOf(one).values()].map((area) => ({ code: area.code, names: area.names, path: pathOf(one, area.parent) }))
  const pathOf = (one: AreaSet, parent: string | null): JoinArea['path'] => {
    const above = one.parent === null || parent === null ? undefined : sets.find((other) => other.id === one.parent)
    const area = above && namesOf(above).get(parent!)
    return area ? [{ code: area.code, names: area.names }, ...pathOf(above, area.parent)] : []
  }
  return { areas: areasOf(set), finer: sets.filter((one) => one.level > set.level).flatMap(areasOf) }
}

/** The fields that hold names of the areas themselves, in any language: of their level where the name says one. */
function nameFields(layer: Layer, level: number): string[] {
  return layer.fields.filter((field) => field.type === 'text' && isNameField(plainColumn(field.name), level)).map((field) => field.name)
}

function isNameField(plain: string, level: number): boolean {
  if (/code|pcod|type|src|source|lang|date|version|valid|url|iso/.test(plain)) return false
  const of = /^(?:adm|admin|level|(?:var|nl|alt)?name|nom)(\d)(?!\d)(?:$|name|nam|alt|ref|local|en|fr|es|pt|ar|ru|uk|ht|so|my)/.exec(plain)
  return of ? Number(of[1]) === level : /^(alt(ernative)?|other|local|official|common|short|long)?(name|nom|nombre|nome)s?(en|fr|es|pt|ar|ru|uk|local|alt|long)?\d?$/.test(plain)
}
