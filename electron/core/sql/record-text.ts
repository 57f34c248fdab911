/** Values of a record as SQLite holds them, 64-bit integers as bigints. */
export type RecordValues = Record<string, string | number | bigint | null>

/** A record as JSON that loses nothing: integers and numbers that JSON has no words for are written as objects. */
export function recordText(values: RecordValues): string {
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? { integer: String(value) } : typeof value === 'number' && !Number.isFinite(value) ? { real: String(value) } : value))
}

export function readRecordText(text: string): RecordValues {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('integer' in value && typeof value.integer === 'string' && Object.keys(value).length === 1) return BigInt(value.integer)
    if ('real' in value && typeof value.real === 'string' && Object.keys(value).length === 1) return Number(value.real)
    return value
  }) as RecordValues
}
