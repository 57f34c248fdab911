import type { DesktopBridge } from '../../shared/contract/desktop.ts'

declare global {
  interface Window { atlasDesktop?: DesktopBridge }
}

/** What the desktop offers beside the host's addresses; null in a browser. */
export const desktop: DesktopBridge | null = typeof window === 'undefined' ? null : (window.atlasDesktop ?? null)
