import type { Chance } from './mutate.ts'

/** A file that mutations start from. */
export interface Seed { name: string; bytes: Uint8Array }

/** One kind of input: its seeds, how it is spoilt, and how many inputs run every day (`short`), before a release (`long`) and over a night. `read` says which reader judges it. */
export interface Target {
  id: string
  read: 'layer' | 'basemap'
  short: number
  long: number
  night: number
  /** `folder` is a fresh folder for files that must lie on a disk while they are made. */
  seeds(folder: string): Promise<Seed[]> | Seed[]
  mutate(seed: Seed, next: Chance): Uint8Array
}
