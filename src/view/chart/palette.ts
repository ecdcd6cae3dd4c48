export type Theme = 'light' | 'dark'

/** The colours of the page, here only: style sheets know them as variables, accentSoft as --accent-soft. */
const pairs = {
  paper: ['#fdfdfb', '#14181f'],
  ink: ['#1c2330', '#edf0f5'],
  muted: ['#596273', '#a3acbb'],
  hairline: ['#dfe2e8', '#2d3440'],
  control: ['#8a92a0', '#7c8798'],
  fill: ['#dde3ec', '#343d4c'],
  // The highlighter pen: what is happening now, and nothing else.
  accent: ['#ffe27a', '#f5cf52'],
  accentSoft: ['#fff3c4', '#4a4222'],
  accentInk: ['#1c2330', '#1c2330'],
  accentLine: ['#b98900', '#f5cf52'],
  // One diverging scale for weights, deltas and gradients, safe for colour-blind eyes.
  negative: ['#b84a00', '#ff9d5c'],
  zero: ['#b9bec8', '#515a68'],
  positive: ['#1463ad', '#6fb5ff'],
  error: ['#a8201a', '#ff8f86'],
  // What is painted over the input plane has a diverging scale of its own: green towards 0, purple towards 1.
  planeLow: ['#2a9d78', '#36a883'],
  planeMiddle: ['#f4f3ef', '#262d38'],
  planeHigh: ['#8d5bbb', '#a778d8'],
  // Samples on it, alike in both themes: full for a target of 1, hollow for 0.
  dotOne: ['#4b1a78', '#4b1a78'],
  dotNone: ['#064f3a', '#064f3a'],
  dotPaper: ['#ffffff', '#ffffff'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

type ColorName = keyof typeof pairs
export type Colors = Readonly<Record<ColorName, string>>

const pick = (index: 0 | 1) =>
  Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, pair[index]])) as Colors

export const palette: Readonly<Record<Theme, Colors>> = { light: pick(0), dark: pick(1) }

/** Sets the variables of the style sheets. */
export function writeColors(theme: Theme, style: CSSStyleDeclaration): void {
  for (const [name, color] of Object.entries(palette[theme])) {
    style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, color)
  }
}
