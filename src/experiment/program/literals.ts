import { INDENT } from './line.ts'

const LINE_WIDTH = 60

/**
 * A matrix on one line, or where that is too long, on several, as many rows on each as go on it.
 *
 * @param mostRows of more rows, only so many are written, and how many are left out
 */
export function matrixLines(
  name: string,
  rows: readonly (readonly number[])[],
  write: (value: number) => string,
  mostRows: number,
): readonly string[] {
  const texts = rows.slice(0, mostRows).map((row) => `[${row.map(write).join(', ')}]`)
  const isWhole = texts.length === rows.length
  const single = `${name} = np.array([${texts.join(', ')}])`
  if (isWhole && single.length <= LINE_WIDTH) return [single]
  const wrapped: string[] = []
  for (const text of texts) {
    const extended = `${wrapped.at(-1)} ${text},`
    if (wrapped.length > 0 && extended.length <= LINE_WIDTH) wrapped[wrapped.length - 1] = extended
    else wrapped.push(`${INDENT}${text},`)
  }
  const leftOut = isWhole ? [] : [`${INDENT}…, ${rows.length - texts.length} more rows,`]
  return [`${name} = np.array([`, ...wrapped, ...leftOut, '])']
}

/** The same double in Python: JavaScript's shortest text reads back to it there, too. */
export const pythonNumber = (value: number): string =>
  Number.isSafeInteger(value) ? String(value) : pythonFloat(value)

/** With a point or an exponent: an array of integers could not be updated in place. */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}
