import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'
import { isCode, projectFiles, readSource, root, walk } from './source.ts'

const folder = join(root, 'renderer/messages')
const languages = ['en', 'fr', 'es', 'ar']
const parts = readdirSync(join(folder, 'en')).toSorted()
const read = (language: string, part: string): Record<string, string> => (existsSync(join(folder, language, part)) ? (JSON.parse(readFileSync(join(folder, language, part), 'utf8')) as Record<string, string>) : {})
const english = Object.assign({}, ...parts.map((part) => read('en', part))) as Record<string, string>

/** The names of a text's arguments; throws where it is no valid ICU message, a plural or select without `other` included. */
function argumentsOf(text: string): string[] {
  const found = new Set<string>()
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue
      if (element.type === TYPE.tag) { visit(element.children); continue }
      found.add(element.value)
      if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) visit(option.value)
    }
  }
  visit(parse(text, { requiresOtherClause: true }))
  return [...found].toSorted()
}

describe.each(languages)('messages in %s', (language) => {
  it('the same parts with the same ids as English', () => {
    expect(readdirSync(join(folder, language)).toSorted()).toEqual(parts)
    for (const part of parts) expect([part, Object.keys(read(language, part)).toSorted()]).toEqual([part, Object.keys(read('en', part)).toSorted()])
  })
  it('every text is a valid, non-empty ICU message with the arguments of the English one', () => {
    const faults: string[] = []
    for (const part of parts) for (const [id, text] of Object.entries(read(language, part))) {
      try {
        if (!text.trim()) faults.push(`${part} ${id}: empty`)
        const own = argumentsOf(text).join(), wanted = argumentsOf(english[id] ?? text).join()
        if (own !== wanted) faults.push(`${part} ${id}: arguments {${own}} instead of {${wanted}}`)
      } catch (error) {
        faults.push(`${part} ${id}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    expect(faults).toEqual([])
  })
  it('is translated: few longer texts are the English ones', () => {
    if (language === 'en') return
    const long = Object.entries(english).filter(([, text]) => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/i.test(text))
    const own = Object.assign({}, ...parts.map((part) => read(language, part))) as Record<string, string>
    expect(long.filter(([id, text]) => own[id] === text).length).toBeLessThanOrEqual(Math.ceil(long.length * 0.02))
  })
})

it('no id stands in two parts', () => {
  const seen = new Map<string, string>()
  const twice: string[] = []
  for (const part of parts) for (const id of Object.keys(read('en', part))) {
    if (seen.has(id)) twice.push(`${id} in ${seen.get(id)} and ${part}`)
    seen.set(id, part)
  }
  expect(twice).toEqual([])
})

it('every id that the page asks for with a plain text exists', () => {
  const missing: string[] = []
  for (const path of projectFiles().filter((one) => isCode(one) && one.startsWith('renderer/'))) {
    walk(readSource(path).program, (node) => {
      if (node.type !== 'CallExpression' || ((node.callee as { name?: string; property?: { name?: string } }).name ?? (node.callee as { property?: { name?: string } }).property?.name) !== 't') return
      const id = (node.arguments as { type: string; value?: unknown }[])[0]
      if (id?.type === 'Literal' && typeof id.value === 'string' && !Object.hasOwn(english, id.value)) missing.push(`${path}: ${id.value}`)
    })
  }
  expect(missing).toEqual([])
})

it('a broken text, a missing argument and a missing other are found', () => {
  expect(argumentsOf('{count, plural, one {# row} other {# rows of {name}}}')).toEqual(['count', 'name'])
  for (const text of ['{count', '{count, plural, one {#}}', '{a, select, x {y}}']) expect(() => argumentsOf(text), text).toThrow()
})
