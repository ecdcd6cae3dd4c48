import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { writeColors, type Theme } from '../chart/palette.ts'
import { recall, remember } from './remembered.ts'

interface ThemeState {
  /** What the person chose here once */
  readonly chosen: Theme | null
  /** What the system prefers */
  readonly preferred: Theme
}

const themes = createStore<ThemeState>(() => ({ chosen: null, preferred: 'light' }))

const themeIn = ({ chosen, preferred }: ThemeState): Theme => chosen ?? preferred

/** The theme of the page, which the style sheets and the pictures follow. */
export const useTheme = (): Theme => useStore(themes, themeIn)

export function chooseTheme(chosen: Theme): void {
  themes.setState({ chosen })
  remember('theme', chosen)
}

/** Colours the page, now and whenever the person or the system wants it otherwise. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const preference = (): Theme => (dark.matches ? 'dark' : 'light')
  themes.subscribe(paint)
  themes.setState({ chosen: readChoice(), preferred: preference() })
  dark.addEventListener('change', () => themes.setState({ preferred: preference() }))
}

function paint(state: ThemeState): void {
  const { dataset, style } = document.documentElement
  const theme = themeIn(state)
  dataset.theme = theme
  writeColors(theme, style)
}

function readChoice(): Theme | null {
  const kept = recall('theme')
  return kept === 'light' || kept === 'dark' ? kept : null
}
