import type { Choice } from '../../../shared/model/import.ts'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import { areaCodeName, areaLabelName, plainColumn } from '../import/names.ts'

/** The HXL tags of a layer's fields in their order, '' where a field has none: as the import noted them, else by what the fields are called and mean. Null where no field has one. `level` is that of an area set. */
export function tagsOf(layer: Layer, choices: readonly Choice[], level: number | null): string[] | null {
  const noted = notedTags(layer.fields, choices)
  const taken = new Set(noted?.filter((tag) => tag !== ''))
  const tags = layer.fields.map((field, i) => {
    const own = noted?.[i]
    if (own) return own
    const meant = tagOf(layer, field, level)
    if (meant === '' || taken.has(meant)) return ''
    taken.add(meant)
    return meant
  })
  return tags.some((tag) => tag !== '') ? tags : null
}

function notedTags(fields: readonly Field[], choices: readonly Choice[]): string[] | null {
  const noted = choices.find((choice) => choice.about === 'hxl')?.chosen.split(' ')
  return noted && noted.length === fields.length ? noted.map((tag) => (tag === '-' ? '' : tag)) : null
}

/** Tags of the HXL 1.1 dictionary by the plain name of a column (en, fr, es). */
const named: [RegExp, string][] = [
  [/^(country|countryname|pays|pais|adm0name|admin0name)$/, '#country+name'], [/^(iso3|countryiso3|countrycode|adm0pcode)$/, '#country+code'],
  [/^(population|pop|populationtotal|totalpopulation|poblacion|populationtotale)$/, '#population'], [/^(fatalities|deaths|killed|morts|muertos|deces|best)$/, '#affected+killed'], [/^(injured|blesses|heridos)$/, '#affected+injured'],
  [/^(idps?|displaced|deplaces|desplazados|pdi)$/, '#affected+idps'], [/^(refugees|refugies|refugiados)$/, '#affected+refugees'], [/^(inneed|pin|peopleinneed|personnesdanslebesoin|personasnecesitadas)$/, '#inneed'],
  [/^(targeted|target|cible|cibles|reachtarget)$/, '#targeted'], [/^(reached|atteint|atteints|alcanzados)$/, '#reached'], [/^(affected|affectes|afectados)$/, '#affected'],
  [/^(org|organisation|organization|organizacion|orgname|partner|partenaire|socio)$/, '#org'], [/^(orgtype|organisationtype|organizationtype|typeorganisation)$/, '#org+type'], [/^(donor|bailleur|donante)$/, '#org+funding'], [/^(implementingpartner|implementing|partenairedemiseenoeuvre)$/, '#org+impl'],
  [/^(sector|cluster|secteur)$/, '#sector'], [/^(activity|activite|actividad)$/, '#activity'], [/^(status|statut|estado)$/, '#status'], [/^(eventtype|typedevenement|tipodeevento)$/, '#event+type'], [/^(actor1)$/, '#group+name+first'], [/^(actor2)$/, '#group+name+second'],
  [/^(startdate|datedebut|fechainicio|datestart)$/, '#date+start'], [/^(enddate|datefin|fechafin|dateend)$/, '#date+end'], [/^(date|eventdate|fecha|ladate)$/, '#date'], [/^(year|annee|ano)$/, '#date+year'],
]

function tagOf(layer: Layer, field: Field, level: number | null): string {
  if (layer.kind === 'areas' && level !== null) {
    const of = (number: number, part: string) => (number === 0 ? `#country+${part}` : `#adm${number}+${part}`)
    if (field.column === 'area_code') return of(level, 'code')
    if (field.column === 'area_name') return of(level, 'name')
    if (field.column === 'parent_code') return level > 0 ? of(level - 1, 'code') : ''
  }
  const plain = plainColumn(field.name)
  const known = named.find(([pattern]) => pattern.test(plain))?.[1]
  if (known) return known
  if (field.name === layer.dateField) return '#date'
  const code = areaCodeName(field.name)
  if (code && code.level !== null && code.level > 0) return `#adm${code.level}+code`
  const name = areaLabelName(field.name)
  return name && name.level !== null && name.level > 0 ? `#adm${name.level}+name` : ''
}
