import type { Patient } from './input.ts'

/** Records that repeat an earlier one in geometry and every value, each with the first of its kind. */
export function findDuplicates(patients: readonly Patient[]): { patient: Patient; first: Patient }[] {
  const seen = new Map<bigint, Patient>()
  return patients.flatMap((patient) => {
    const first = seen.get(patient.key)
    if (!first) seen.set(patient.key, patient)
    return first ? [{ patient, first }] : []
  })
}
