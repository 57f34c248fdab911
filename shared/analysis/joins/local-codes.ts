import { indexCodes, isGuess, plainCode } from './codes.ts'
import type { JoinArea } from './entry.ts'
import { nameForm } from './words.ts'

/** Finds areas by the part of their code that follows their parent's (`03` or `3` beside `TD01` for `TD0103`), the parent told by code or by exactly its name. None where the parent is not told or two areas could be meant. */
export function indexLocalCodes(areas: readonly JoinArea[]): (entry: string, within: string | null) => string | null {
  const parents = [...new Map(areas.flatMap((area) => area.path.slice(0, 1).map((parent) => [parent.code, { code: parent.code, names: parent.names, path: area.path.slice(1) }] as const))).values()]
  const byCode = indexCodes(parents)
  const byName = Map.groupBy(parents.flatMap((parent) => parent.names.map((name) => ({ form: nameForm(name).sorted, code: parent.code }))), (one) => one.form)
  const local = new Map<string, string | null>()
  for (const area of areas) {
    const parent = area.path[0]
    const [own, above] = [plainCode(area.code), parent ? plainCode(parent.code) : '']
    if (!parent || above === '' || !own.startsWith(above) || own === above) continue
    const key = `${parent.code} ${withoutZeros(own.slice(above.length))}`
    local.set(key, local.has(key) ? null : area.code)
  }
  return (entry, within) => {
    const plain = plainCode(entry)
    if (within === null || plain === '' || plain.length > 4) return null
    const code = byCode(within)
    const named = byName.get(nameForm(within).sorted) ?? []
    const parent = code && !isGuess(code.how) ? code.areas[0] : named.length === 1 ? named[0]!.code : undefined
    return parent === undefined ? null : (local.get(`${parent} ${withoutZeros(plain)}`) ?? null)
  }
}

function withoutZeros(part: string): string {
  return /^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, '') : part
}
