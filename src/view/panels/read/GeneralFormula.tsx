import { Fragment, type ReactNode } from 'react'
import type { Expression } from '../../../engine/formula/expression.ts'
import type { GeneralFormula as Formula, Term } from '../../../explain/generalFormulas.ts'
import { generalSymbol, type GeneralSymbol } from '../../../explain/generalSymbol.ts'
import { write, type Notation } from '../../../explain/notation.ts'
import type { SymbolPart } from '../../../explain/story.ts'
import { inBrackets, mathNotation, Upright } from '../../equation/mathNotation.tsx'

/** A formula for any unit, on a line of its own. */
export function GeneralFormula({ formula: { left, relation, right, outputs } }: { formula: Formula }) {
  const notation = letterNotation(outputs)
  const drawn = (expression: Expression<Term>) => write(expression, notation).node
  return (
    <math displaystyle="true">
      {drawn(left)}
      {right.map((side, index) => (
        <Fragment key={index}>
          {' '}
          <mo>{relation}</mo> {drawn(side)}
        </Fragment>
      ))}
    </math>
  )
}

/** A letter of a formula in running text. */
export function TextSymbol({ letter, below, above }: SymbolPart) {
  return (
    <math>
      <Letter letter={letter} below={below} above={above === '' ? null : inBrackets(<mi>{above}</mi>)} />
    </math>
  )
}

/** A part of a formula, and what it is: how parts stand beside each other depends on it. */
interface Drawn {
  readonly node: ReactNode
  readonly kind: Expression['kind'] | 'derivative' | 'brackets'
  /** Its square, where the 2 stands above an index */
  readonly square?: ReactNode
}

/**
 * As books write formulas: products without a sign where that can be read, a mean as 1/n times a sum. A single output is
 * neither numbered nor added up.
 */
function letterNotation(outputs: number | null): Notation<Drawn, Term> {
  const math = mathNotation<Term>(null, (term) => <Symbol symbol={generalSymbol(term, outputs)} />)
  return {
    numberOf: null,
    number(term) {
      const symbol = generalSymbol(term, outputs)
      const node = math.number(term, null)
      if (symbol.kind === 'derivative') return { node, kind: 'derivative' }
      return { node, kind: 'number', square: <Letter {...symbol} above={<mn>2</mn>} /> }
    },
    constant: (value) => ({ node: math.constant(value), kind: 'constant' }),
    sum: (terms) => ({ node: math.sum(terms.map(({ node }) => node)), kind: 'sum' }),
    difference: (left, right) => ({ node: math.difference(left.node, right.node), kind: 'difference' }),
    product: (factors) => ({ node: factors.map(besideTheOneBefore), kind: 'product' }),
    quotient: (numerator, denominator) => ({ node: fraction(numerator, denominator), kind: 'quotient' }),
    square: ({ node, square }) => ({ node: square ?? math.square(node), kind: 'square' }),
    negative: ({ node }) => ({ node: math.negative(node), kind: 'negative' }),
    exp: ({ node }) => ({ node: math.exp(node), kind: 'exp' }),
    ln: ({ node, kind }) => ({ node: kind === 'number' ? lnWithoutBrackets(node) : math.ln(node), kind: 'ln' }),
    abs: ({ node }) => ({ node: math.abs(node), kind: 'abs' }),
    max: (left, right) => ({ node: math.max(left.node, right.node), kind: 'max' }),
    choice: (condition, above, otherwise) => ({
      node: math.choice(condition.node, above.node, otherwise.node),
      kind: 'choice',
    }),
    activation: (name, { node }) => ({ node: math.activation(name, node), kind: 'activation' }),
    slope: (name, { node }) => ({ node: math.slope(name, node), kind: 'slope' }),
    sumOver: (index, term) =>
      outputs === 1 && index === 'j' ? term : { node: math.sumOver(index, term.node), kind: 'sumOver' },
    brackets: ({ node, kind }) => ({
      node: kind === 'brackets' ? node : kind === 'sumOver' ? tallBrackets(node) : math.brackets(node),
      kind: 'brackets',
    }),
  }

  /** A number divides what is added up or squared from before it. */
  function fraction(numerator: Drawn, denominator: Drawn): ReactNode {
    if (numerator.kind !== 'sumOver' && numerator.kind !== 'square') {
      return math.quotient(numerator.node, denominator.node)
    }
    return (
      <>
        {math.quotient(math.constant(1), denominator.node)} {numerator.node}
      </>
    )
  }
}

/** A factor with what parts it from the one before: a point beside what has parts of its own, a space before a function. */
function besideTheOneBefore({ node, kind }: Drawn, index: number, factors: readonly Drawn[]): ReactNode {
  const before = factors[index - 1]?.kind
  const hasParts = (one: Drawn['kind'] | undefined) => one === 'derivative' || one === 'slope'
  return (
    <Fragment key={index}>
      {before && (hasParts(before) || hasParts(kind)) && <mo>·</mo>}
      {before && kind === 'ln' && <mtext>&nbsp;</mtext>}
      {node}
    </Fragment>
  )
}

const lnWithoutBrackets = (argument: ReactNode): ReactNode => (
  <>
    <Upright>ln</Upright>
    <mtext>&nbsp;</mtext>
    {argument}
  </>
)

/** They grow with what they hold. */
const tallBrackets = (inner: ReactNode): ReactNode => (
  <mrow>
    <mo>(</mo>
    {inner}
    <mo>)</mo>
  </mrow>
)

function Symbol({ symbol }: { symbol: GeneralSymbol }) {
  if (symbol.kind === 'letter') return <Letter {...symbol} />
  const { top, of, sample } = symbol
  const derivative = (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        <Letter {...top} />
      </mrow>
      <mrow>
        <mo>∂</mo>
        <Letter {...of} />
      </mrow>
    </mfrac>
  )
  if (sample === null) return derivative
  return (
    <msub>
      {tallBrackets(derivative)}
      <mi>{sample}</mi>
    </msub>
  )
}

interface LetterProps {
  letter: string
  below: string
  above?: ReactNode
}

function Letter({ letter, below, above = null }: LetterProps) {
  const name = <mi>{letter}</mi>
  const indices = (
    <mrow>
      {Array.from(below, (index) => (
        <mi key={index}>{index}</mi>
      ))}
    </mrow>
  )
  if (below === '' && above === null) return name
  if (above === null) {
    return (
      <msub>
        {name}
        {indices}
      </msub>
    )
  }
  return (
    <msubsup>
      {name}
      {indices}
      {above}
    </msubsup>
  )
}
