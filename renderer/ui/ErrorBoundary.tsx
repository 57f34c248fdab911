import { Component, type ReactNode } from 'react'
import { ErrorBox } from './ErrorBox.tsx'

/** Keeps a fault of one part of the window to that part: the rest stays, and it can be tried again. */
export class ErrorBoundary extends Component<{ children: ReactNode; at?: unknown }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidUpdate(before: { at?: unknown }): void {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: null })
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    return <div className="fault"><ErrorBox error={this.state.error} onRetry={() => this.setState({ error: null })} /></div>
  }
}
