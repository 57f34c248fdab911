import type { Readable } from 'node:stream'
import type { ZipFile } from 'yauzl'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ZipEntry } from './zip-directory.ts'

/** The text of one entry in UTF-8, in pieces. Throws `FILE_CORRUPT` where the packed bytes are damaged. */
export async function* entryText(zip: ZipFile, entry: ZipEntry, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  const stream = await openEntry(zip, entry, name)
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536)
    }
  } catch (error) {
    if (error instanceof AtlasError) throw error
    throw new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again`)
  } finally {
    stream.destroy()
  }
  const rest = decoder.decode()
  if (rest) yield rest
}

function openEntry(zip: ZipFile, { entry }: ZipEntry, name: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream) resolve(stream)
      else reject(new AtlasError('FILE_CORRUPT', `${name} is damaged: copy or download it again (${error?.message.slice(0, 60) ?? ''})`))
    })
  })
}
