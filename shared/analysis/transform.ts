import type { IndicatorNode } from '../model/framework.ts'
import { columnOf, valuesOf, type Column, type Values } from './column.ts'

/** Applies an indicator's transform to its raw values: `log1p`, `log` with an offset (ln(x + offset)), `sqrt`, `exp`. What has no result (the logarithm of 0) is missing. */
export function transformValues(values: Values, transform: IndicatorNode['transform'], offset = 0): Values {
  return valuesOf(transformColumn(columnOf(values), transform, offset))
}

/** As `transformValues`; a transform of nothing answers the column itself. */
export function transformColumn(column: Column, transform: IndicatorNode['transform'], offset = 0): Column {
  if (transform === undefined || transform === 'none') return column
  const one = functionOf(transform, offset)
  const out = new Float64Array(column.length)
  for (let i = 0; i < column.length; i++) { const y = one(column[i]!); out[i] = Number.isFinite(y) ? y : Number.NaN }
  return out
}

function functionOf(transform: Exclude<IndicatorNode['transform'], undefined | 'none'>, offset: number): (x: number) => number {
  if (typeof transform === 'object') { const added = transform.offset; return (x) => Math.log(x + added) }
  switch (transform) {
    case 'log1p': return Math.log1p
    case 'sqrt': return Math.sqrt
    case 'exp': return Math.exp
    case 'log': return (x) => Math.log(x + offset)
  }
}
