import { lossNamed } from '../engine/losses.ts'
import { classicXor, withPart, type Experiment } from './experiment.ts'
import { fields, type Field } from './fields.ts'

/** A change that is ready to be made, and the sentence that tells the person. */
export interface Change {
  readonly part: Partial<Experiment>
  readonly notice: string
}

/** Makes a change one that leaves the experiment valid. Null where nothing would be different: the run then goes on. */
export function changed(experiment: Experiment, part: Partial<Experiment>): Change | null {
  const asked = differences(experiment, part)
  if (Object.keys(asked).length === 0) return null
  const whole = settled(experiment, asked)
  return { part: differences(experiment, whole), notice: `${sayChange(experiment, whole, asked)}: ${STARTS_AGAIN}` }
}

/** Back to the experiment that the page opens with. */
export function changedToClassic(experiment: Experiment): Change | null {
  const part = differences(experiment, classicXor)
  return Object.keys(part).length === 0 ? null : { part, notice: `The XOR example: ${STARTS_AGAIN}` }
}

const STARTS_AGAIN = 'the run starts again from the beginning.'

/** The experiment with a part of it changed. Where loss and output activation do not go together, the one asked for stays. */
function settled(experiment: Experiment, asked: Partial<Experiment>): Experiment {
  const whole = withPart(experiment, asked)
  const needed = lossNamed(whole.loss).pairedWith
  if (!needed || whole.outputActivation === needed) return whole
  return asked.loss ? { ...whole, outputActivation: needed } : { ...whole, loss: classicXor.loss }
}

function sayChange(before: Experiment, after: Experiment, asked: Partial<Experiment>): string {
  const { loss, outputActivation } = fields
  const wish = withPart(before, asked)
  if (after.outputActivation !== wish.outputActivation) {
    return `${loss.say(after)}, and with it ${lowerFirst(outputActivation.say(after))}, which it needs`
  }
  if (after.loss !== wish.loss) {
    const reason = `${lossNamed(wish.loss).label} needs ${lossNamed(wish.loss).pairedWith} outputs`
    return `${outputActivation.say(after)}, and with it ${lowerFirst(loss.say(after))}, because ${reason}`
  }
  const changes = Object.values<Field>(fields).filter((field) => field.write(before) !== field.write(after))
  const sayings = [...new Set(changes.map((field) => field.say(after)))]
  return sayings.map((saying, index) => (index === 0 ? saying : lowerFirst(saying))).join(', ')
}

/** What of a part is not so already. */
function differences(experiment: Experiment, part: Partial<Experiment>): Partial<Experiment> {
  const entries = Object.entries(part) as [keyof Experiment, Experiment[keyof Experiment]][]
  return Object.fromEntries(entries.filter(([name, value]) => String(value) !== String(experiment[name])))
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
