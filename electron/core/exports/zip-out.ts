import { Zip, ZipDeflate } from 'fflate'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Out } from './out.ts'

/** An archive that is being written: one entry at a time. */
export interface ZipOut { entry(name: string): { write(data: string | Uint8Array): void; end(): void }; end(): void }

const most = 0xffff_ffff - (1 << 20)
const chunkCharacters = 1 << 16

/** Writes a zip archive as a stream. Its dates are fixed, so that the same content gives the same bytes. Throws `FILE_TOO_LARGE` beyond 4 GB, which the format cannot hold. */
export function zipOut(out: Out): ZipOut {
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    out.write(chunk)
  })
  return {
    entry(name) {
      const file = new ZipDeflate(name, { level: 6 })
      file.mtime = new Date(1980, 0, 1)
      zip.add(file)
      let bytes = 0
      let text = ''
      const push = (data: Uint8Array) => {
        bytes += data.length
        if (bytes > most || out.position > most) throw new AtlasError('FILE_TOO_LARGE', 'The file would be larger than 4 GB, which this format cannot hold. Export the layer as GeoPackage.')
        file.push(data)
      }
      const flush = () => { if (text !== '') push(Buffer.from(text, 'utf8')); text = '' }
      return {
        write(data) {
          if (typeof data !== 'string') { flush(); push(Uint8Array.from(data)); return }
          text += data
          if (text.length >= chunkCharacters) flush()
        },
        end() { flush(); file.push(new Uint8Array(0), true) },
      }
    },
    end() { zip.end() },
  }
}
