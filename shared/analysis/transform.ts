import type { IndicatorNode } from '../model/framework.ts'

type Values = (number | null)[]

/** Applies an indicator's transform to its raw values: `log1p`, `log` with an offset (ln(x + offset)), `sqrt`, `exp`. What has no result (the logarithm of 0) is missing. */
export function transformValues(values: Values, transform: IndicatorNode['transform'], offset = 0): Values {
  const one = functionOf(transform, offset)
  return values.map((v) => {
    if (v === null) return null
    const result = one(v)
    return Number.isFinite(result) ? result : null
  })
}

function functionOf(transform: IndicatorNode['transform'], offset: number): (x: number) => number {
  if (typeof transform === 'object') { const added = transform.offset; return (x) => Math.log(x + added) }
  switch (transform) {
    case undefined: case 'none': return (x) => x
    case 'log1p': return Math.log1p
    case 'sqrt': return Math.sqrt
    case 'exp': return Math.exp
    case 'log': return (x) => Math.log(x + offset)
  }
}
