import { Component, Suspense, type ReactNode } from 'react'

interface Props {
  children: ReactNode
}

/** Around a part of the page that is loaded when it is asked for. Where that fails, it says so there, and the rest goes on. */
export class Later extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (this.state.hasFailed) {
      return (
        <p role="alert">
          This part of the page could not be shown. Reload the page to try again: its address keeps this moment.
        </p>
      )
    }
    return <Suspense fallback={null}>{this.props.children}</Suspense>
  }
}
