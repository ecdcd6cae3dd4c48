/** Numbers as they are shown. */
export interface NumberFormat {
  /** Digits after the point */
  readonly digits: number
  /** Whether a plus is written, for quantities of which the sign is half the meaning */
  readonly signed?: boolean
}

export function formatNumber(value: number, { digits, signed = false }: NumberFormat): string {
  if (Number.isNaN(value)) return 'NaN'
  const magnitude = Number.isFinite(value) ? formatMagnitude(Math.abs(value), digits) : '∞'
  if (value < 0) return `−${magnitude}`
  return signed ? `+${magnitude}` : magnitude
}

function formatMagnitude(value: number, digits: number): string {
  // A number that is not 0 is never shown as 0, and a huge one never pushes its neighbours away.
  const vanishes = value > 0 && value < 0.5 / 10 ** digits
  if (vanishes || value >= 1e5) return value.toExponential(Math.min(digits, 1)).replace('e+', 'e').replace('e-', 'e−')
  return value.toFixed(digits)
}

/** With so many significant digits, whatever its size: 0.37454, 0.0017940, 1.8e−7. */
export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatNumber(value, { digits })
  return value.toPrecision(digits).replace('e+', 'e').replaceAll('-', '−')
}

/** A difference, with as many digits as it takes to see it: −0.0000021. */
export const formatChange = (value: number): string =>
  value === 0 ? '0' : `${value > 0 ? '+' : ''}${formatSignificant(value, 2)}`

/** The number that a text of this file says. */
export const numberSaid = (text: string): number => Number(text.replaceAll('−', '-').replace('∞', 'Infinity'))

/** Digits that are always shown for numbers that a person typed: 0, 1, 0.1. */
export const formatGiven = (value: number): string =>
  String(value).replace('Infinity', '∞').replace('e+', 'e').replaceAll('-', '−')
