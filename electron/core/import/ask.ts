import type { Bounds } from '../../../shared/model/geometry.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'

/** What the analyst said of a file, and what the core knows beside it: `near` is the box around the project's areas, by which coordinates are judged. */
export type ImportAsk = ImportOptions & { near?: Bounds }
