import { useState } from 'react'

const TOLD_MILLISECONDS = 2_000

/** Copies a text and tells for a moment whether that worked: the browser may refuse. */
export function useCopy(): { told: string; copy: (text: string, name: string) => void } {
  const [told, setTold] = useState('')

  async function tryToCopy(text: string, name: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setTold(`Copied: ${name}.`)
    } catch {
      setTold('The browser does not let the page copy: select the text and copy it by hand.')
    }
    setTimeout(() => setTold(''), TOLD_MILLISECONDS)
  }

  return { told, copy: (text, name) => void tryToCopy(text, name) }
}
