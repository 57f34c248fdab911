import { closeSync, openSync, readSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { AsciiHead } from './ascii-grid.ts'
import type { SourceFile } from './format.ts'

const chunkBytes = 1 << 20
const longestNumber = 64

/** The values of an ASCII grid. They are read in one direction; a row before the last one read begins again from the start. */
export interface AsciiCells { readWindow(column: number, row: number, width: number, height: number): Promise<Float32Array>; close(): void }

export function openAsciiCells({ path, name }: SourceFile, head: AsciiHead): AsciiCells {
  const file = openSync(path, 'r')
  let isOpen = true
  let reader = numbersFrom(file, head.at, name)
  let next = 0
  let last: { row: number; cells: Float32Array } | null = null
  const rowOf = (row: number): Float32Array => {
    if (last?.row === row) return last.cells
    if (row < next) { reader = numbersFrom(file, head.at, name); next = 0 }
    const cells = new Float32Array(head.width)
    for (; next <= row; next++) {
      for (let x = 0; x < head.width; x++) {
        const value = reader()
        cells[x] = value === head.nodata ? NaN : value
      }
    }
    last = { row, cells }
    return cells
  }
  return {
    async readWindow(column, row, width, height) {
      const values = new Float32Array(width * height).fill(NaN)
      const [left, right] = [Math.max(0, column), Math.min(head.width, column + width)]
      if (left >= right) return values
      for (let y = Math.max(0, row); y < Math.min(head.height, row + height); y++) values.set(rowOf(y).subarray(left, right), (y - row) * width + (left - column))
      return values
    },
    close() { if (isOpen) closeSync(file); isOpen = false },
  }
}

/** Answers the next number of a text of numbers between blanks, decimal commas included. Throws `FILE_TRUNCATED` at its end and `FILE_CORRUPT` for what is no number. */
function numbersFrom(file: number, start: number, name: string): () => number {
  const chunk = Buffer.alloc(chunkBytes)
  let position = start
  let [at, end] = [0, 0]
  const byte = (): number => {
    if (at === end) {
      end = readSync(file, chunk, 0, chunkBytes, position)
      position += end
      at = 0
      if (end === 0) return -1
    }
    return chunk[at++]!
  }
  return () => {
    let one = byte()
    while (one === 32 || (one >= 9 && one <= 13)) one = byte()
    if (one === -1) throw new AtlasError('FILE_TRUNCATED', `${name} is cut off: it holds fewer values than its head names; copy or download it again.`)
    let word = ''
    while (one > 32) {
      word += String.fromCharCode(one === 44 ? 46 : one)
      if (word.length > longestNumber) break
      one = byte()
    }
    const value = /^[-+]?nan$/i.test(word) ? NaN : Number(word)
    if (word.length > longestNumber || (Number.isNaN(value) && !/nan/i.test(word))) throw new AtlasError('FILE_CORRUPT', `${name} holds "${word.slice(0, 20)}" where a number should be: export it again.`)
    return value
  }
}
