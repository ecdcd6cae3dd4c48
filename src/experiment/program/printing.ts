import { outputLayer } from '../../engine/network.ts'
import { arrayOf, type ArrayKind, type ProgramArray } from './arrays.ts'
import { counting, plain, type ProgramLine } from './line.ts'
import { layersOf, type ProgramRun } from './run.ts'

/** What stands after the loop: the numbers of the last iteration. */
export function printing({ network, iterations }: ProgramRun): ProgramLine[] {
  const last = outputLayer(network)
  const show = (arrays: ProgramArray[]) => {
    const named = arrays.map(({ name }) => `'${name}', ${name}`)
    return `print(${named.join(', ')}, sep='\\n')`
  }
  const backwards = layersOf(network).reverse()
  const made: ArrayKind[] = ['delta', 'dW', ...(network.trainBiases ? (['db'] as const) : [])]
  const texts = [
    '# leaves them, all else as computed before it',
    show([arrayOf('A', last), arrayOf('L_n', last + 1), arrayOf('L', last + 1)]),
    ...backwards.map((layer) => show(made.map((kind) => arrayOf(kind, layer)))),
    ...layersOf(network).map((layer) => show([arrayOf('W', layer), arrayOf('b', layer)])),
  ]
  return [counting(iterations, (count) => `# Iteration ${count}, the last: W and b as its update`), ...texts.map(plain)]
}
