import { plainColumn } from '../import/names.ts'

const olds = /^(old|from|source|previous|prev|former|ancien|anterior|antiguo|origin)|(old|from|source|previous|former|ancien|anterior|antiguo)$/
const news = /^(new|to|target|current|nouveau|nouvelle|nuevo|nueva|actual|dest)|(new|target|current|nouveau|nouvelle|nuevo|nueva|actual)$/
const weights = /weight|share|percent|pct|poids|peso|part|proportion|proporcion|ratio|population|pop|area|km2|amount|factor/

/** The columns of a list of changes by their names: old code, new code and weight. Columns of names count only where none of codes is there. */
export function listColumns(names: readonly string[]): { from: string | undefined; to: string | undefined; weight: string | undefined } {
  const pick = (pattern: RegExp, not: readonly (string | undefined)[]): string | undefined => {
    const fitting = names.filter((name) => pattern.test(plainColumn(name)) && !not.includes(name))
    return fitting.find((name) => /code|pcod|id$/.test(plainColumn(name))) ?? fitting.find((name) => !/name|nom|label|year|date/.test(plainColumn(name))) ?? fitting[0]
  }
  const weight = names.find((name) => weights.test(plainColumn(name)) && !/code|name|nom\b/.test(plainColumn(name)))
  const from = pick(olds, [weight]), to = pick(news, [weight, from])
  return { from, to, weight }
}
