/** Colours that classes are drawn in, light to dark or through a neutral middle; all safe for colour-blind people. */
export const ramps = {
  severity: ['#fff1c9', '#fcc96b', '#f28e3c', '#d2472f', '#7f1d2e'],
  blue: ['#eaf2f8', '#b5d2e6', '#6fa8cf', '#2f74a8', '#123f66'],
  green: ['#edf5e6', '#c0dfae', '#84bd77', '#3f8f56', '#12533a'],
  purple: ['#f3eef7', '#d3c3e2', '#a98fc6', '#7a59a3', '#452a6b'],
  grey: ['#f1f3f5', '#cbd2d8', '#9aa6b0', '#667480', '#323d47'],
  diverging: ['#2f6ea5', '#9dc0dc', '#efefec', '#e0b090', '#b0582a'],
} as const
export type RampId = keyof typeof ramps

/** One colour per value: seven that stay apart for colour-blind people, then their lighter sisters, then grey for the rest. */
const categorical = ['#3d3f9e', '#d67507', '#018160', '#a21e34', '#3094ca', '#796600', '#b35698', '#9193d6', '#f0b273', '#74c9ae', '#d9808d', '#94c9e6', '#c9bc66', '#dfa9cd']

/** `count` colours of a ramp, evenly along it. */
export function rampColours(id: RampId, count: number, reversed = false): string[] {
  const stops: readonly string[] = reversed ? ramps[id].toReversed() : ramps[id]
  return Array.from({ length: count }, (_, at) => mixed(stops, count === 1 ? 0.5 : at / (count - 1)))
}

export function valueColours(count: number): string[] {
  return Array.from({ length: count }, (_, at) => categorical[at] ?? '#8a959e')
}

function mixed(stops: readonly string[], share: number): string {
  const place = share * (stops.length - 1)
  const low = Math.min(Math.floor(place), stops.length - 2)
  const a = channels(stops[low] ?? '#000000')
  const b = channels(stops[low + 1] ?? '#000000')
  return '#' + a.map((from, at) => Math.round(from + ((b[at] ?? from) - from) * (place - low)).toString(16).padStart(2, '0')).join('')
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
