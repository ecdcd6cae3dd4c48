import type { Activation } from './activations/activation.ts'
import { identity } from './activations/identity.ts'
import { leakyRelu } from './activations/leakyRelu.ts'
import { relu } from './activations/relu.ts'
import { sigmoid } from './activations/sigmoid.ts'
import { silu } from './activations/silu.ts'
import { softplus } from './activations/softplus.ts'
import { tanh } from './activations/tanh.ts'

export type { Activation }

// Every activation has loops of its own: in one loop for all, a call that leads now here, now there, is not inlined.
export const activations = { sigmoid, tanh, relu, leakyRelu, softplus, silu, identity } as const satisfies Record<
  string,
  Activation
>

export type ActivationName = keyof typeof activations
