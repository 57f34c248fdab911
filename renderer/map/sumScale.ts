/** How much larger a mark is that stands for many events. */
export function sumScale(events: number): number {
  return Math.min(4, 0.8 + Math.log10(Math.max(1, events)))
}
