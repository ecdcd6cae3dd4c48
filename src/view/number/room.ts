/** Digits after the point for which there is room in so many characters. */
export function digitsIn(characters: number, value: number | null): number {
  const whole = Math.trunc(Math.abs(value ?? 0))
  const minus = value !== null && value < 0 ? 1 : 0
  return Math.max(0, characters - minus - String(whole).length - '.'.length)
}
