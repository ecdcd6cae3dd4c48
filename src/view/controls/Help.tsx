import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { keyCommands } from '../commands.ts'
import styles from './controls.module.css'

/** What the picture means, and the keys of the page. */
export function Help({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} className={styles.help} aria-labelledby="help-title">
      <h2 id="help-title">What the picture means</h2>
      <ul>
        <li>
          A unit fills up with its activation. Its ring is its δ: orange where a larger weighted sum would lower the
          loss, blue where it would raise it; the longer, the stronger (a full ring is 0.25 or more).
        </li>
        <li>An edge is blue for a positive weight, orange for a negative one, and the wider the larger it is.</li>
        <li>
          Yellow is what the operation at hand writes, pale yellow what it reads. Arrows show whether it goes forward or
          backward.
        </li>
        <li>The address of the page is a link to what you see: copy it to share this moment.</li>
      </ul>
      <h2>Keys</h2>
      <dl>
        {keyCommands.map(({ label, does }) => (
          <div key={label}>
            <dt>
              {label.split('  ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>this list</dd>
        </div>
      </dl>
      <p>
        How far a step goes is chosen beside the buttons: an operation, a unit, a layer, a stage, a sample, an
        iteration.
      </p>
      <button type="button" className={styles.close} aria-label="Close" onClick={() => dialog.current?.close()}>
        <X size={18} />
      </button>
    </dialog>
  )
}
