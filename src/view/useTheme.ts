import { useEffect, useState } from 'react'

export type Theme = 'light' | 'dark'

const KEY = 'backstep-theme'

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
    try {
      localStorage.setItem(KEY, theme)
    } catch {
      // Storage is closed to this page; the choice then lasts as long as the page does.
    }
  }

  return [chosen ?? preferred, choose]
}

const darkQuery = () => matchMedia('(prefers-color-scheme: dark)')
const readPreference = (): Theme => (darkQuery().matches ? 'dark' : 'light')

function readChoice(): Theme | null {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : null
  } catch {
    return null
  }
}
