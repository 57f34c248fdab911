/** Numbers from 0 to 1, the same on every machine. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A copy of a file with some bytes changed, taken out, doubled or cut off. */
export function damaged(bytes: Uint8Array, next: () => number): Uint8Array {
  let out = Buffer.from(bytes)
  for (let rounds = 1 + Math.floor(next() * 4); rounds > 0; rounds--) {
    const at = Math.floor(next() * out.length)
    switch (Math.floor(next() * 5)) {
      case 0: case 1: if (out.length > 0) out[at] = next() < 0.3 ? 0xff : Math.floor(next() * 256); break
      case 2: out = Buffer.concat([out.subarray(0, at), out.subarray(at + 1 + Math.floor(next() * 20))]); break
      case 3: out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + 60), out.subarray(at)]); break
      default: if (next() < 0.3) out = out.subarray(0, at)
    }
  }
  return out
}
