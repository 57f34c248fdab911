import { z } from 'zod'

/**
 * What the analyst may say about how a table's cells are to be read; everything not given is recognised. `header` is the number of the row that names the columns (0: there is none); `decimal` the mark before the fraction of numbers;
 * `dates` the order of day and month; `position` one column that holds the whole position; `order` which coordinate stands first, in one column or in a geometry: given, none is exchanged by judgement.
 */
export const readingOptions = {
  header: z.number().int().min(0).max(1000).optional(), decimal: z.enum(['.', ',']).optional(), dates: z.enum(['dmy', 'mdy']).optional(),
  position: z.string().optional(), order: z.enum(['lat-lon', 'lon-lat']).optional(),
}
