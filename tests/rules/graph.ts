import { targetOf, type Source } from './source.ts'

export type Graph = Map<string, string[]>

/** Which files import which, within `sources`; without `types`, imports of types alone do not count. */
export function graphOf(sources: Source[], { types }: { types: boolean }): Graph {
  const known = new Set(sources.map(({ path }) => path))
  return new Map(sources.map(({ path, imports }) => [path, [...new Set(imports.filter(({ typeOnly }) => types || !typeOnly).map(({ specifier }) => targetOf(path, specifier)).filter((to) => known.has(to)))]]))
}

/** One line per cycle that a depth-first walk meets. */
export function cyclesIn(graph: Graph): string[] {
  const cycles: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const trail: string[] = []
  const visit = (path: string): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') { cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → ')); return }
    state.set(path, 'open')
    trail.push(path)
    for (const next of graph.get(path) ?? []) visit(next)
    trail.pop()
    state.set(path, 'done')
  }
  for (const path of graph.keys()) visit(path)
  return cycles
}

/** Files that cannot be reached from an entry. */
export function orphansIn(graph: Graph, isEntry: (path: string) => boolean): string[] {
  const reached = new Set<string>()
  const queue = [...graph.keys()].filter(isEntry)
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    queue.push(...(graph.get(path) ?? []))
  }
  return [...graph.keys()].filter((path) => !reached.has(path))
}
