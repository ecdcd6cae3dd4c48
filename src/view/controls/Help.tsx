import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { keyCommands } from '../commands.ts'
import styles from './controls.module.css'

/** The keys of the page. */
export function Help({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} className={styles.help} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
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
