/** Days since 1970-01-01 of an ISO date or time; null for anything else. */
export function dayOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null
  const days = Date.parse(`${value.slice(0, 10)}T00:00:00Z`) / 86_400_000
  return Number.isFinite(days) ? days : null
}
