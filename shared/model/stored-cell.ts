import type { FieldType } from './layer.ts'

type CellValue = string | number | null

/** How a value of one field is stored. `unreadable` is told of a value that the field's type cannot hold, which is then left empty. */
export function cellConverter(type: FieldType, unreadable: (value: string | number) => void): (value: CellValue) => CellValue {
  const refuse = (value: string | number): null => {
    unreadable(value)
    return null
  }
  switch (type) {
    case 'text': return (value) => (typeof value === 'number' ? String(value) : value)
    case 'integer': case 'real': return (value) => (typeof value === 'string' ? refuse(value) : finite(value))
    case 'boolean': return (value) => (value === null || value === 0 || value === 1 ? value : refuse(value))
    case 'date': return (value) => (value === null ? null : (isoDate(String(value)) ?? refuse(value)))
    case 'datetime': return (value) => (value === null ? null : (isoDateTime(String(value)) ?? refuse(value)))
  }
}

function finite(value: number | null): number | null {
  return value === null || Number.isFinite(value) ? value : null
}

/** `YYYY-MM-DD` of a date or a date with time, or null. */
function isoDate(text: string): string | null {
  return /^\d{4}-\d\d-\d\d($|[T ])/.test(text) ? text.slice(0, 10) : null
}

/** `YYYY-MM-DDTHH:MM:SS.SSSZ` of an ISO date with or without time, taken as UTC where it names no offset; null for anything else. */
function isoDateTime(text: string): string | null {
  if (text.length === 24 && text[23] === 'Z' && text[10] === 'T') return text
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text)
  if (!match) return null
  const [, day, minutes = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match
  const instant = new Date(`${day}T${minutes}${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}
