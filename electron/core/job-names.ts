import type { ImportOptions } from '../../shared/model/import.ts'
import type { SourceFile } from './formats/format.ts'
import type { DoctorInput } from './doctor/input.ts'
import type { RepairInput } from './doctor/repair.ts'
import type { CellsInput, EditionInput } from './editions/job.ts'
import type { MeasureRequest } from './measuring/job.ts'
import type { RobustnessJob } from './measuring/robustness.ts'

/** The jobs of a compute process and what each takes. */
export interface JobInputs {
  import: { file: SourceFile; options: ImportOptions }
  'import-raster': { file: SourceFile; options: ImportOptions }
  preview: { file: SourceFile; options: ImportOptions }
  measure: MeasureRequest
  robustness: RobustnessJob
  examine: DoctorInput
  repair: RepairInput
  edition: EditionInput
  'edition-cells': CellsInput
}
