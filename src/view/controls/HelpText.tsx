import { X } from 'lucide-react'
import { keyCommands } from '../page/commands.ts'
import { wording } from '../page/wording.ts'
import styles from './Help.module.css'

/** What the page listens to elsewhere */
const otherKeys = [
  {
    label: '←  →  ↑  ↓',
    does: 'in the network, from unit to edge to unit, and in tables, from number to number, once Tab has come there; Enter asks why',
  },
  { label: '+  −  0', does: 'zoom a large network, once Tab has come there; the wheel does too' },
  { label: 'Esc  Backspace', does: 'from “why?” one question back; the browser’s Back does so too' },
  { label: 'Ctrl Z', does: 'after a restart: back to where the run was' },
  { label: '?', does: 'this list' },
]

/** What the picture means, and the keys of the page. */
export function HelpText({ close }: { close: () => void }) {
  return (
    <>
      <h2 id="help-title">What the picture means</h2>
      <ul>
        <li>
          A unit fills up with its activation. Its ring is its δ: orange where a larger weighted sum would lower the
          loss, blue where it would raise it; the longer, the stronger (a full ring is 0.25 or more). Paler, behind it,
          is ∂L/∂a: what came back to the unit, before the slope left δ of it.
        </li>
        <li>
          The map in a unit shows its activation for every pair of inputs: green where it is low, purple where it is
          high, with a line where it changes over. The points are the samples, full for a target of 1, hollow for 0.
        </li>
        <li>An edge is blue for a positive weight, orange for a negative one, and the wider the larger it is.</li>
        <li>
          In a large network, of more than 500 edges or 12 units in a layer, the weaker an edge is the fainter it is
          drawn, and units are dots, the darker the more they are on. Zoom in to read them.
        </li>
        <li>
          Yellow is what the operation at hand writes, pale yellow what it reads. Arrows show whether it goes forward or
          backward.
        </li>
        <li>Any number answers “why?”: {wording.click} it, and the operation that made it is shown.</li>
        <li>
          “Copy link” copies a link to what you see: experiment and moment, the sample and the panel that you chose, and
          what you asked. The address of the page is the same link.
        </li>
      </ul>
      <h2>Keys</h2>
      <dl>
        {[...keyCommands, ...otherKeys].map(({ label, does }) => (
          <div key={label}>
            <dt>
              {label.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>
        Beside the buttons you choose how far a step goes (an operation, a unit, a layer, a stage, a sample, an
        iteration or an epoch, which is one pass over the data), how fast the run plays, and how many digits numbers
        have.
      </p>
      <button type="button" className={styles.close} aria-label="Close" onClick={close}>
        <X size={18} />
      </button>
    </>
  )
}
