import type { Texts } from '../i18n.ts'

/** A size as people write it. */
export function bytesWords(bytes: number, { number }: Texts): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  return number(bytes / 1000 ** step, { style: 'unit', unit: units[step], unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step === 0 ? 0 : 1 })
}
