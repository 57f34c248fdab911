/** Keeps the bytes that were asked for last, up to a size in bytes. */
export interface ByteCache { get(key: string): Uint8Array | undefined; set(key: string, bytes: Uint8Array): void; size(): number }

export function makeCache(limit: number): ByteCache {
  const entries = new Map<string, Uint8Array>()
  let total = 0
  const drop = (key: string) => {
    total -= entries.get(key)?.byteLength ?? 0
    entries.delete(key)
  }
  return {
    get(key) {
      const found = entries.get(key)
      if (found) {
        entries.delete(key)
        entries.set(key, found)
      }
      return found
    },
    set(key, bytes) {
      drop(key)
      if (bytes.byteLength > limit / 4) return
      entries.set(key, bytes)
      total += bytes.byteLength
      for (const oldest of entries.keys()) {
        if (total <= limit) break
        drop(oldest)
      }
    },
    size: () => total,
  }
}
