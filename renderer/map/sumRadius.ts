/** The radius in pixels of a mark that stands for many events in one cell of eight pixels: it grows with their order of magnitude and stays in its cell. */
export function sumRadius(events: number): number {
  return Math.min(4.2, 1.2 + Math.log10(Math.max(1, events)))
}
