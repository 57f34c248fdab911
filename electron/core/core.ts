import type { CallName, Input, Output } from '../../shared/contract/contract.ts'
import type { Report } from '../../shared/contract/wire.ts'

export interface CallContext { report: Report; signal: AbortSignal }

/** A part of the page's world that is read by address: a tile, columns, catalogue data. `cache` in seconds. */
export interface Resource { status: number; type: string; body: Uint8Array; cache?: number }

/** Where a produced file lies until the host hands it over. */
export interface HeldFile { path: string; name: string }

/** A port to a process that the host started: structured-cloneable messages both ways. */
export interface ProcessPort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

/** How the host lets the core start a killable process (`compute`): Node's `fork`, Electron's `utilityProcess`, or in-process for unit tests. */
export type StartProcess = (entry: 'compute') => ProcessPort

export interface Core {
  call<N extends CallName>(name: N, input: Input<N>, context: CallContext): Promise<Output<N>>
  /** `path` without a leading slash: `tiles/…`, `columns/…`, `catalogue/…`. */
  resource(path: string): Promise<Resource>
  /** Registers a file that the host staged or the analyst chose; answers its token. */
  hold(file: HeldFile): string
  held(token: string): HeldFile | null
  /** The path of the open project, for the host to open it again; null for none. */
  project?(): string | null
  close(): Promise<void>
}
