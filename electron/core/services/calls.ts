import type { z } from 'zod'
import type { CallName, Contract, Output } from '../../../shared/contract/contract.ts'
import type { CallContext } from '../core.ts'

/** The work behind some calls of the contract: checked input in, output out. */
export type Calls<N extends CallName> = { [K in N]: (input: z.output<Contract[K]['input']>, context: CallContext) => Output<K> | Promise<Output<K>> }
