import type { ClassAttributes, HTMLAttributes } from 'react'

/** The elements of MathML Core that the page uses; React renders them, its types do not know them. */
interface MathAttributes extends HTMLAttributes<MathMLElement>, ClassAttributes<MathMLElement> {
  displaystyle?: 'true' | 'false'
  mathvariant?: 'normal'
  stretchy?: 'true' | 'false'
  form?: 'infix'
  lspace?: string
  rspace?: string
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      math: MathAttributes
      mrow: MathAttributes
      mi: MathAttributes
      mn: MathAttributes
      mo: MathAttributes
      mtext: MathAttributes
      msub: MathAttributes
      msup: MathAttributes
      msubsup: MathAttributes
      mfrac: MathAttributes
      munder: MathAttributes
    }
  }
}
