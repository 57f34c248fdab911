/** Passes on what a search says about its progress, in other words, and answers what it found. */
export function* said<Says, Found, Words>(search: Generator<Says, Found>, words: (says: Says) => Words): Generator<Words, Found> {
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return step.value
    yield words(step.value)
  }
}
