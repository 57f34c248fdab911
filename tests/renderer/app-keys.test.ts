import { describe, expect, it } from 'vitest'
import { matchesKeys, writtenKeys } from '../../renderer/app/keys.ts'

const press = (key: string, more: Partial<Record<'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', string | boolean>> = {}) => ({ key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more }) as Parameters<typeof matchesKeys>[0]

describe('matchesKeys', () => {
  it('takes Control elsewhere and Command on a Mac as Mod', () => {
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true)
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true)
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', false)).toBe(false)
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false)
  })
  it('tells undo from redo by Shift', () => {
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false)
    expect(matchesKeys(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true)
  })
  it('finds a letter by its place on an Arabic keyboard, but not on a French one', () => {
    expect(matchesKeys(press('ن', { code: 'KeyK', ctrlKey: true }), 'Mod+K', false)).toBe(true)
    expect(matchesKeys(press('w', { code: 'KeyZ', ctrlKey: true }), 'Mod+Z', false)).toBe(false)
  })
  it('finds a digit by its place where it types a sign', () => {
    expect(matchesKeys(press('&', { code: 'Digit1', altKey: true }), 'Alt+1', false)).toBe(true)
  })
})

describe('writtenKeys', () => {
  it.each([['Mod+Shift+Z', false, 'Ctrl Shift Z'], ['Mod+Shift+Z', true, '⇧⌘Z'], ['Alt+1', true, '⌥1'], ['Mod+K', false, 'Ctrl K']] as const)('writes %s (Mac: %s) as %s', (keys, mac, text) => {
    expect(writtenKeys(keys, mac)).toBe(text)
  })
})
