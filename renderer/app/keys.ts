type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** True when the event is the chord, written as `Mod+Shift+Z` (Mod: Command on a Mac, Control elsewhere). A letter counts by what it types, or by its place where the keyboard types no Latin letters; a digit counts by its place. */
export function matchesKeys(event: KeyPress, keys: string, mac: boolean): boolean {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  const wants = (name: string) => parts.includes(name)
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  return isKey(event, key) && mod === wants('Mod') && !other && event.shiftKey === wants('Shift') && event.altKey === wants('Alt')
}

function isKey(event: KeyPress, key: string): boolean {
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`
  if (event.key.toLowerCase() === key.toLowerCase()) return true
  return key.length === 1 && event.code === `Key${key.toUpperCase()}` && !/^[ -~]$/.test(event.key)
}

/** The chord as people see it on this machine: `Ctrl Shift Z` or `⇧⌘Z`. */
export function writtenKeys(keys: string, mac: boolean): string {
  const parts = keys.split('+')
  if (!mac) return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join(' ')
  const signs: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
  const key = parts.pop() ?? ''
  return ['Alt', 'Shift', 'Mod'].filter((part) => parts.includes(part)).map((part) => signs[part]).join('') + key
}

export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

/** True while the keys belong to what is being typed in. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT' || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)))
}
