import type { JSX } from 'react'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      munder: JSX.IntrinsicElements['mrow']
    }
  }
}
