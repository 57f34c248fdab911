import { create } from 'zustand'

/** Small state that the parts of the data journey share. `table` is the layer whose records the dock shows (null: the inspected one, else the first). */
export const useData = create<{ table: number | null; arrangement: 'dimension' | 'order'; closed: string[]; renaming: number | null }>(() => ({ table: null, arrangement: 'dimension', closed: [], renaming: null }))
export const setData = useData.setState
