import { lazy, useRef, useState } from 'react'
import { useKeys } from '../page/commands.ts'
import { Later } from '../page/Later.tsx'
import styles from './Help.module.css'

const HelpText = lazy(() => import('./HelpText.tsx').then((module) => ({ default: module.HelpText })))

/** The keys of the page, and the dialog that lists them: its text is loaded when it is opened for the first time. */
export function useHelp() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isWanted, setWanted] = useState(false)
  const [open] = useState(() => () => {
    setWanted(true)
    dialog.current?.showModal()
  })
  useKeys(open)
  const help = (
    <dialog ref={dialog} className={styles.help} aria-labelledby="help-title">
      {isWanted && (
        <Later>
          <HelpText close={() => dialog.current?.close()} />
        </Later>
      )}
    </dialog>
  )
  return { open, help }
}
