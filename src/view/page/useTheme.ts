import { useEffect, useState } from 'react'
import { recall, remember } from './remembered.ts'

export type Theme = 'light' | 'dark'

/** Light or dark: what the person chose here once, else what the system prefers. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [chosen, setChosen] = useState(readChoice)
  const [preferred, setPreferred] = useState(readPreference)

  useEffect(() => {
    const query = darkQuery()
    const changed = () => setPreferred(readPreference())
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])

  useEffect(() => {
    if (chosen) document.documentElement.dataset.theme = chosen
  }, [chosen])

  function choose(theme: Theme): void {
    setChosen(theme)
    remember('theme', theme)
  }

  return [chosen ?? preferred, choose]
}

const darkQuery = () => matchMedia('(prefers-color-scheme: dark)')
const readPreference = (): Theme => (darkQuery().matches ? 'dark' : 'light')

function readChoice(): Theme | null {
  const kept = recall('theme')
  return kept === 'light' || kept === 'dark' ? kept : null
}
