import { useEffect, useState } from 'react'
import styles from './Copying.module.css'

type Outcome = ({ readonly of: unknown } & ({ readonly copied: string } | { readonly refused: string })) | null

const SAID_FOR_MILLISECONDS = 4000

/**
 * Copies texts to the clipboard, and remembers for a while how that went: the browser may refuse.
 * @param of what the texts are about; when that is something else, the outcome is forgotten
 */
export function useCopying(of: unknown) {
  const [latest, setOutcome] = useState<Outcome>(null)
  const outcome = latest?.of === of ? latest : null
  const isDone = outcome !== null && 'copied' in outcome
  useEffect(() => {
    if (!isDone) return
    const timer = setTimeout(() => setOutcome(null), SAID_FOR_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isDone])

  async function tryToCopy(text: string, name: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome({ of, copied: name })
    } catch {
      setOutcome({ of, refused: text })
    }
  }

  return {
    outcome,
    isDone,
    copy: (text: string, name: string) => void tryToCopy(text, name),
    forget: () => setOutcome(null),
  }
}

/** Says how copying went. Where the browser refuses, the text stands in a box to be copied by hand. */
export function CopyOutcome({ outcome }: { outcome: Outcome }) {
  const refused = outcome && 'refused' in outcome ? outcome.refused : null
  return (
    <>
      <span className={refused === null ? styles.copied : styles.refused} role="status">
        {outcome && 'copied' in outcome && `${outcome.copied} copied`}
        {refused !== null && 'The browser does not let this page copy. Take the text from the box:'}
      </span>
      {refused !== null && (
        <textarea
          className={styles.byHand}
          aria-label="The text, to copy by hand"
          rows={3}
          readOnly
          value={refused}
          onFocus={(event) => event.target.select()}
        />
      )}
    </>
  )
}
