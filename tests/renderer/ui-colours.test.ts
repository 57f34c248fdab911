import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dimensions } from '../../shared/model/dimension.ts'

const css = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8')
const [lightText = '', darkText = ''] = css.split("[data-theme='dark']")
const read = (text: string) => Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1]!, found[2]!]))
const light = read(lightText)
const themes = { light, dark: { ...light, ...read(darkText) } }

const linear = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
const luminance = (colour: string) => { const [r = 0, g = 0, b = 0] = linear(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
const contrast = (a: string, b: string) => { const [x, y] = [luminance(a), luminance(b)].toSorted((p, q) => q - p); return (x! + 0.05) / (y! + 0.05) }

describe.each(Object.entries(themes))('the %s theme', (_, token) => {
  const of = (name: string) => { const colour = token[name]; if (!colour) throw new Error(`no token ${name}`); return colour }
  it.each(['text', 'text-soft', 'text-faint', 'accent', 'danger', 'warning', 'done'])('lets %s be read on every ground (4.5 : 1)', (name) => {
    for (const ground of ['surface', 'raised', 'hover', 'ground']) expect(contrast(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })
  it.each([['accent-text', 'accent'], ['accent-text', 'accent-hover'], ['accent', 'accent-soft'], ['text', 'accent-soft'], ['danger', 'danger-soft'], ['warning', 'warning-soft'], ['text-soft', 'danger-soft']])('lets %s be read on %s (4.5 : 1)', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  it('shows edges of controls and the focus (3 : 1)', () => {
    for (const name of ['line-strong', 'focus']) expect(contrast(of(name), of('surface')), name).toBeGreaterThanOrEqual(3)
  })
  it('shows every dimension on the panel, and its icon on it (3 : 1)', () => {
    for (const dimension of dimensions) {
      expect(contrast(of(`dimension-${dimension}`), of('surface')), dimension).toBeGreaterThanOrEqual(3)
      expect(contrast(of('on-dimension'), of(`dimension-${dimension}`)), dimension).toBeGreaterThanOrEqual(3)
    }
  })
  it('lets the words on severity be read (4.5 : 1)', () => {
    for (const level of [1, 2, 3, 4, 5]) expect(contrast(of(`on-severity-${level}`), of(`severity-${level}`)), String(level)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('severity in grey', () => {
  it('gets darker with every class, by enough to be told apart in print', () => {
    const greys = [1, 2, 3, 4, 5].map((level) => lab(linear(light[`severity-${level}`]!))[0]!)
    for (let at = 1; at < 5; at++) expect(greys[at - 1]! - greys[at]!, `class ${at + 1}`).toBeGreaterThan(8)
  })
})

describe.each(Object.entries(themes))('dimension colours of the %s theme', (_, token) => {
  // Machado, Oliveira and Fernandes (2009), severity 1.0, applied in linear RGB.
  const eyes = {
    usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  }
  it.each(Object.entries(eyes))('stay apart for %s', (_eyes, matrix) => {
    const seen = dimensions.map((dimension) => lab(matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, weight, at) => sum + weight * linear(token[`dimension-${dimension}`]!)[at]!, 0))))))
    for (let a = 0; a < seen.length; a++) for (let b = a + 1; b < seen.length; b++) {
      const distance = Math.hypot(...seen[a]!.map((value, at) => value - seen[b]![at]!))
      expect(distance, `${dimensions[a]} and ${dimensions[b]}`).toBeGreaterThan(14)
    }
  })
})

/** CIE L*a*b* (D65) of linear RGB. */
function lab([r = 0, g = 0, b = 0]: number[]): number[] {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389 / 27 + 16) / 116)
  const [x, y, z] = [f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047), f(0.2126 * r + 0.7152 * g + 0.0722 * b), f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
