/** The project's own folder. */
export const root: string
export function setUp(): Promise<string>
export function runWithNode(node: string, file: string, words: string[]): Promise<void>
export function staleReason(folder?: string): string | null
