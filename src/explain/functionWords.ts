import type { ActivationName } from '../engine/activations.ts'
import type { Slot } from '../engine/layout.ts'
import type { LossName } from '../engine/losses.ts'
import { number, say, type Phrase } from './phrase.ts'

/** What is said of an activation. */
interface ActivationWords {
  readonly value: string
  readonly slope: string
}

export const activationWords: Record<ActivationName, ActivationWords> = {
  sigmoid: {
    value: 'The sigmoid squeezes any number into the range from 0 to 1.',
    slope: 'Where the sigmoid is nearly flat, little goes back.',
  },
  tanh: {
    value: 'The tanh squeezes any number into the range from −1 to 1.',
    slope: 'Where the tanh is nearly flat, little goes back.',
  },
  relu: {
    value: 'The ReLU lets a positive number through and makes any other 0.',
    slope: 'Where the ReLU is flat, nothing goes back.',
  },
  leakyRelu: {
    value: 'The leaky ReLU lets a positive number through and leaves a hundredth of any other.',
    slope: 'Where z is negative, a hundredth goes back: enough for the unit to recover.',
  },
  softplus: {
    value: 'The softplus is a ReLU whose corner is rounded: nearly 0 on the left, nearly z on the right.',
    slope: 'The slope of the softplus is the sigmoid: where z is far below 0, little goes back.',
  },
  silu: {
    value: 'The SiLU multiplies a number by its own sigmoid, which lets large ones through and fades the others out.',
    slope: 'Where z is far below 0, the SiLU is nearly flat, and little goes back.',
  },
  identity: {
    value: 'The identity passes the number on as it is.',
    slope: 'The slope of the identity is 1 everywhere.',
  },
}

/** What is said of a loss. */
interface LossWords {
  /** Of a sample's loss, with the number that it comes to */
  readonly sample: (loss: Slot) => Phrase
  /** What it makes of a miss */
  readonly character: string
  /** The derivative by the prediction or, for a loss that is paired with an activation, by its weighted sum */
  readonly derivative: string
}

const howFar = (loss: Slot): Phrase =>
  say`How far the prediction is from the target, as one number that is 0 when they agree: ${number(loss)}.`

export const lossWords: Record<LossName, LossWords> = {
  halfSquaredError: {
    sample: howFar,
    character:
      'Squared, every miss counts as positive, and a large one far more than a small one. The ½ only keeps the derivative tidy.',
    derivative: 'the difference of the two',
  },
  meanSquaredError: {
    sample: howFar,
    character: 'Squared, every miss counts as positive, and a large one far more than a small one.',
    derivative: 'twice the difference of the two',
  },
  binaryCrossEntropy: {
    sample: (loss) =>
      say`How far the prediction is from the target, as one number; being sure and wrong costs most: ${number(loss)}.`,
    character:
      'To be sure and wrong is what it punishes most. It is computed in a form of its own, from the weighted sum, so that ln 0 cannot occur.',
    derivative: 'with cross-entropy the slope of the sigmoid cancels, which leaves prediction minus target',
  },
}
