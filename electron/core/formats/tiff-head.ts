/** True where the first bytes are those of a TIFF. */
export function isTiff(head: Uint8Array): boolean {
  return (head[0] === 0x49 && head[1] === 0x49 && (head[2] === 42 || head[2] === 43) && head[3] === 0) || (head[0] === 0x4d && head[1] === 0x4d && head[2] === 0 && (head[3] === 42 || head[3] === 43))
}
