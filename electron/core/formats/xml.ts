import { SaxesParser } from 'saxes'
import { AtlasError } from '../../../shared/contract/errors.ts'

/** What a reader wants to know of an XML text; names come without their prefix, attributes too. */
export interface XmlHandlers {
  open?(name: string, attributes: ReadonlyMap<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

export interface XmlFeed { write(chunk: string): void; end(): void }

const deepest = 256
const longestText = 32_000_000

/** A streaming reader of XML that takes no document type, so that no entity can expand or fetch anything. Throws `XML_FORBIDDEN`, `NOT_XML`, `FILE_TRUNCATED` or `TOO_DEEP`. */
export function createXmlFeed(name: string, handlers: XmlHandlers): XmlFeed {
  const parser = new SaxesParser({ xmlns: false, position: true })
  let depth = 0
  let quiet = 0
  let ending = false
  const local = (qualified: string) => qualified.slice(qualified.indexOf(':') + 1)
  parser.on('doctype', () => { throw new AtlasError('XML_FORBIDDEN', `${name} declares a document type, which can hide harmful content: remove the <!DOCTYPE …> line or export it again`) })
  parser.on('opentag', (tag) => {
    depth += 1
    quiet = 0
    if (depth > deepest) throw new AtlasError('TOO_DEEP', `${name} nests more than ${deepest} levels deep: it is not a table or map layer`)
    const attributes = new Map<string, string>()
    for (const key of Object.keys(tag.attributes)) attributes.set(local(key), String(tag.attributes[key]))
    handlers.open?.(local(tag.name), attributes)
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    quiet = 0
    handlers.close?.(local(tag.name))
  })
  const text = (part: string) => handlers.text?.(part)
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('error', (error) => {
    if (ending || /unexpected end|unclosed/i.test(error.message)) throw new AtlasError('FILE_TRUNCATED', `${name} ends in the middle, so part of it is missing: copy or download it again`)
    throw new AtlasError('NOT_XML', `${name} is not well-formed XML (line ${parser.line}): export it again from its source`)
  })
  return {
    write(chunk) {
      quiet += chunk.length
      if (quiet > longestText) throw new AtlasError('RECORD_TOO_LONG', `${name} holds a text of more than 32 million characters`)
      parser.write(chunk)
    },
    end() { ending = true; parser.close() },
  }
}

/** The encoding that an XML declaration names in the first bytes; undefined for none or for what the bytes show themselves. */
export function declaredEncoding(head: string): string | undefined {
  const named = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]
  return named && !/^utf-?(8|16)/i.test(named) ? named : undefined
}
