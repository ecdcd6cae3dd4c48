import type { ReactNode } from 'react'
import type { ActivationName } from '../../../engine/activations.ts'
import type { GeneralFormula as Formula, SymbolPart } from '../../../explain/story.ts'
import { functionSymbols } from '../../../explain/notation.ts'
import { formatGiven } from '../../../explain/number.ts'

/** A formula for any unit, on a line of its own. */
export function GeneralFormula({ formula }: { formula: Formula }) {
  return <math displaystyle="true">{contentOf(formula)}</math>
}

/** A letter of a formula in running text. */
export function TextSymbol({ letter, below, above }: SymbolPart) {
  return (
    <math>
      <Letter letter={letter} below={below} above={above} />
    </math>
  )
}

function contentOf(formula: Formula): ReactNode {
  switch (formula.name) {
    case 'weightedSum':
      return (
        <>
          {z} <Equals /> <Sum over="i" /> {w('ji')} {a('i')} <mo>+</mo> <Letter letter="b" below="j" />
        </>
      )
    case 'activation':
      return (
        <>
          {a('j')} <Equals /> <Applied symbol={functionSymbols[formula.activation]} />
          {definitions[formula.activation]}
        </>
      )
    case 'loss':
      return <Loss {...formula} />
    case 'batchLoss':
      return (
        <>
          <mi>L</mi> <Equals /> <Reciprocal of={formula.divisor} /> <Sum over="n" /> <Letter letter="L" below="n" />
        </>
      )
    case 'delta':
      return (
        <>
          {delta('j')} <Equals /> <Derivative of={z} />
        </>
      )
    case 'chainRule':
      return (
        <>
          <Derivative of={w('ji')} /> <Equals /> <Derivative of={a('j')} /> <mo>·</mo>{' '}
          <Derivative top={a('j')} of={z} /> <mo>·</mo> <Derivative top={z} of={w('ji')} />
        </>
      )
    case 'lossDerivative':
      return (
        <>
          <Derivative of={output('ŷ', formula.outputs)} /> <Equals /> <Miss {...formula} />
        </>
      )
    case 'pairedDelta':
      return (
        <>
          {delta(formula.outputs > 1 ? 'j' : 'ŷ')} <Equals /> <Miss {...formula} />
        </>
      )
    case 'outputDelta':
      return (
        <>
          {delta('j')} <Equals /> <Derivative of={a('j')} /> <mo>·</mo> <Slope of={formula.activation} />
        </>
      )
    case 'slope':
      return (
        <>
          <Slope of={formula.activation} /> <Equals /> {slopes[formula.activation]}
        </>
      )
    case 'backSum':
      return (
        <>
          <Derivative of={a('j')} /> <Equals /> {backSum}
        </>
      )
    case 'hiddenDelta':
      return (
        <>
          {delta('j')} <Equals />
          <mrow>
            <mo>(</mo>
            {backSum}
            <mo>)</mo>
          </mrow>
          <mo>·</mo> <Slope of={formula.activation} />
        </>
      )
    case 'weightGradient':
      return (
        <>
          <Share of={w('ji')} /> <Equals /> {delta('j')} {a('i')}
        </>
      )
    case 'biasGradient':
      return (
        <>
          <Share of={b} /> <Equals /> {delta('j')}
        </>
      )
    case 'batchWeightGradient':
      return (
        <>
          <Derivative of={w('ji')} /> <Equals /> <Sum over="n" /> <Share of={w('ji')} />
        </>
      )
    case 'weightUpdate':
      return <Update of={w('ji')} />
    case 'biasUpdate':
      return <Update of={b} />
  }
}

function Letter({ letter, below = '', above = '' }: { letter: string; below?: string; above?: string }) {
  const name = <mi>{letter}</mi>
  const indices = (
    <mrow>
      {Array.from(below, (index) => (
        <mi key={index}>{index}</mi>
      ))}
    </mrow>
  )
  if (above !== '') {
    return (
      <msubsup>
        {name}
        {indices}
        <mrow>
          <mo stretchy="false">(</mo>
          <mi>{above}</mi>
          <mo stretchy="false">)</mo>
        </mrow>
      </msubsup>
    )
  }
  if (below === '') return name
  return (
    <msub>
      {name}
      {indices}
    </msub>
  )
}

const z = <Letter letter="z" below="j" />
const b = <Letter letter="b" below="j" />
const a = (index: string) => <Letter letter="a" below={index} />
const w = (indices: string) => <Letter letter="w" below={indices} />
const delta = (index: string) => <Letter letter="δ" below={index} />
const output = (letter: string, outputs: number) => <Letter letter={letter} below={outputs > 1 ? 'j' : ''} />

const Equals = () => <mo>=</mo>

const Sum = ({ over }: { over: string }) => (
  <munder>
    <mo>∑</mo>
    <mi>{over}</mi>
  </munder>
)

const backSum = (
  <>
    <Sum over="k" /> {w('kj')} {delta('k')}
  </>
)

/** ∂L/∂…, or ∂top/∂… */
function Derivative({ top = <mi>L</mi>, of }: { top?: ReactNode; of: ReactNode }) {
  return (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        {top}
      </mrow>
      <mrow>
        <mo>∂</mo>
        {of}
      </mrow>
    </mfrac>
  )
}

/** One sample's share of a gradient */
const Share = ({ of }: { of: ReactNode }) => (
  <msub>
    <mrow>
      <mo>(</mo>
      <Derivative of={of} />
      <mo>)</mo>
    </mrow>
    <mi>n</mi>
  </msub>
)

const Update = ({ of }: { of: ReactNode }) => (
  <>
    {of} <mo>←</mo> {of} <mo>−</mo> <mi>η</mi> <mo>·</mo> <Derivative of={of} />
  </>
)

const Applied = ({ symbol }: { symbol: string }) => (
  <>
    <mi mathvariant="normal">{symbol}</mi>
    <Bracketed>{z}</Bracketed>
  </>
)

/** Where layers have different activations, σ stands for each. */
const Slope = ({ of }: { of: ActivationName | null }) => (
  <>
    <msup>
      <mi mathvariant="normal">{functionSymbols[of ?? 'sigmoid']}</mi>
      <mo>′</mo>
    </msup>
    <Bracketed>{z}</Bracketed>
  </>
)

const Bracketed = ({ children }: { children: ReactNode }) => (
  <mrow>
    <mo stretchy="false">(</mo>
    {children}
    <mo stretchy="false">)</mo>
  </mrow>
)

/** e with z above it */
const power = (sign?: '−') => (
  <msup>
    <mi>e</mi>
    <mrow>
      {sign && <mo>{sign}</mo>}
      {z}
    </mrow>
  </msup>
)

const definitions: Record<ActivationName, ReactNode> = {
  sigmoid: (
    <>
      <Equals />
      <mfrac>
        <mn>1</mn>
        <mrow>
          <mn>1</mn>
          <mo>+</mo>
          {power('−')}
        </mrow>
      </mfrac>
    </>
  ),
  tanh: (
    <>
      <Equals />
      <mfrac>
        <mrow>
          {power()}
          <mo>−</mo>
          {power('−')}
        </mrow>
        <mrow>
          {power()}
          <mo>+</mo>
          {power('−')}
        </mrow>
      </mfrac>
    </>
  ),
  relu: (
    <>
      <Equals />
      <mi mathvariant="normal">max</mi>
      <Bracketed>
        {z}
        <mo>,</mo>
        <mn>0</mn>
      </Bracketed>
    </>
  ),
  identity: (
    <>
      <Equals />
      {z}
    </>
  ),
}

const slopes: Record<ActivationName, ReactNode> = {
  sigmoid: (
    <>
      {a('j')}
      <Bracketed>
        <mn>1</mn>
        <mo>−</mo>
        {a('j')}
      </Bracketed>
    </>
  ),
  tanh: (
    <>
      <mn>1</mn>
      <mo>−</mo>
      <msubsup>
        <mi>a</mi>
        <mi>j</mi>
        <mn>2</mn>
      </msubsup>
    </>
  ),
  relu: (
    <>
      <mn>1</mn>
      <mtext>&nbsp;if&nbsp;</mtext>
      {z}
      <mo>&gt;</mo>
      <mn>0</mn>
      <mtext>, otherwise&nbsp;</mtext>
      <mn>0</mn>
    </>
  ),
  identity: <mn>1</mn>,
}

function Loss({ loss, outputs, divisor }: Formula & { name: 'loss' }) {
  const miss = (
    <msup>
      <Bracketed>
        {output('ŷ', outputs)}
        <mo>−</mo>
        {output('y', outputs)}
      </Bracketed>
      <mn>2</mn>
    </msup>
  )
  const sum = outputs > 1 && <Sum over="j" />
  return (
    <>
      <Letter letter="L" below="n" /> <Equals />
      {loss === 'halfSquaredError' && (
        <>
          <Fraction top={1} bottom={2} /> {sum} {miss}
        </>
      )}
      {loss === 'meanSquaredError' && (
        <>
          <Reciprocal of={divisor} /> {sum} {miss}
        </>
      )}
      {loss === 'binaryCrossEntropy' && (
        <mrow>
          <mo>−</mo>
          <Reciprocal of={divisor} /> {sum} <CrossEntropy outputs={outputs} />
        </mrow>
      )}
    </>
  )
}

/** (y ln ŷ + (1 − y) ln(1 − ŷ)) */
function CrossEntropy({ outputs }: { outputs: number }) {
  const one = (letter: string) => (
    <Bracketed>
      <mn>1</mn>
      <mo>−</mo>
      {output(letter, outputs)}
    </Bracketed>
  )
  const ln = <mi mathvariant="normal">ln</mi>
  const space = <mtext>&nbsp;</mtext>
  return (
    <Bracketed>
      {output('y', outputs)} {space} {ln} {space} {output('ŷ', outputs)} <mo>+</mo> {one('y')} {space} {ln} {one('ŷ')}
    </Bracketed>
  )
}

/** Prediction minus target, as the derivative of the loss has it */
function Miss({ loss, outputs, divisor }: { loss: string; outputs: number; divisor: number }) {
  const difference = (
    <>
      {output('ŷ', outputs)}
      <mo>−</mo>
      {output('y', outputs)}
    </>
  )
  const numerator =
    loss === 'meanSquaredError' ? (
      <>
        <mn>2</mn>
        <Bracketed>{difference}</Bracketed>
      </>
    ) : (
      difference
    )
  return divisor === 1 ? numerator : <Fraction top={numerator} bottom={divisor} />
}

const Reciprocal = ({ of }: { of: number }) => (of === 1 ? null : <Fraction top={1} bottom={of} />)

const Fraction = ({ top, bottom }: { top: ReactNode; bottom: number }) => (
  <mfrac>
    <mrow>{typeof top === 'number' ? <mn>{formatGiven(top)}</mn> : top}</mrow>
    <mn>{formatGiven(bottom)}</mn>
  </mfrac>
)
