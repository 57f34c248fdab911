/** True where the first bytes are those of a PMTiles archive. */
export function isPmtiles(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 7)).toString('latin1') === 'PMTiles'
}
