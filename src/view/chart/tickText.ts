/** Ticks are round numbers; only the very large and the very small ones are long. */
export function tickText(tick: number): string {
  const size = Math.abs(tick)
  const isLong = size >= 1e5 || (size > 0 && size < 1e-3)
  const text = isLong ? String(Number(tick.toPrecision(3)).toExponential()) : String(Number(tick.toPrecision(3)))
  return text.replace('e+', 'e').replaceAll('-', '−')
}
