import { open } from 'node:fs/promises'

/** Reads a file from start to end in pieces of `chunkBytes`, all in the same memory: a piece is good until the next is asked for. */
export async function* readFile(path: string, chunkBytes: number): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    const room = Buffer.allocUnsafeSlow(chunkBytes)
    for (;;) {
      let length = 0
      while (length < chunkBytes) {
        const { bytesRead } = await file.read(room, length, chunkBytes - length, null)
        if (bytesRead === 0) break
        length += bytesRead
      }
      if (length > 0) yield room.subarray(0, length)
      if (length < chunkBytes) return
    }
  } finally {
    await file.close()
  }
}
