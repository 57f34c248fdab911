import type { Judgement, PositionJudge } from './position-judge.ts'

export interface WatchedJudge extends PositionJudge {
  /** True where another judge would have said the same of every position so far; false where that is not known. */
  agrees(other: PositionJudge): boolean
}

const mostOthers = 100_000

/** A judge that remembers what it judged: a box around positions well among the others, and every other position. */
export function watchJudge(judge: PositionJudge): WatchedJudge {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const others: number[] = []
  const said: Judgement[] = []
  return {
    ...judge,
    judge(x, y) {
      const judged = judge.judge(x, y)
      if (judge.among(x, y, 0.4)) {
        if (x < west) west = x
        if (x > east) east = x
        if (y < south) south = y
        if (y > north) north = y
      } else if (said.length <= mostOthers) {
        others.push(x, y)
        said.push(judged)
      }
      return judged
    },
    agrees(other) {
      if (said.length > mostOthers) return false
      if (west <= east && !(other.among(west, south, 1) && other.among(east, north, 1))) return false
      return said.every((judged, i) => other.judge(others[i * 2]!, others[i * 2 + 1]!) === judged)
    },
  }
}
