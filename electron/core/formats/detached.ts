/** The same text in memory of its own: a part of a long text keeps the whole of it alive. For texts that are kept while a file goes by. */
export function detached(text: string): string {
  if (text.length < 13) return text
  const copy = Buffer.from(text, 'utf8').toString('utf8')
  return copy === text ? copy : Buffer.from(text, 'utf16le').toString('utf16le')
}
