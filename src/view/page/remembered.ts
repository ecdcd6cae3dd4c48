/** Goes up when what is kept would be misread. */
const VERSION = 1

const keyOf = (name: string): string => `backstep-${VERSION}-${name}`

/** What a person chose here once; null if nothing is kept. Anything may stand there. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(keyOf(name))
  } catch {
    return null
  }
}

export function remember(name: string, choice: string): void {
  try {
    localStorage.setItem(keyOf(name), choice)
  } catch {
    // Storage is closed to this page; the choice then lasts as long as the page does.
  }
}
