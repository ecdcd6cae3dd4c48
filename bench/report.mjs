/* How measurements are written, beside the bars that are set for them. */

export const printHead = (text) => console.log(`  ${text}`)

export const printLine = (name, found) => console.log(`    ${name.padEnd(34)}${found}`)

/** Of what is found, where a bar stands beside it */
const WIDTH = 48

export function printBar(name, found, bar, isReached) {
  printLine(name, `${found.padEnd(WIDTH)} bar ${bar}: ${isReached ? 'reached' : 'missed'}`)
}

export function printTimes(name, times, bar) {
  const verdict = (part) => `${names.get(part)} ${quantile(times, part) <= bar ? 'reached' : 'missed'}`
  printLine(name, `${spread(times, [0.5, 0.95, 1]).padEnd(WIDTH)} bar ${bar} ms: ${verdict(0.5)}, ${verdict(0.95)}`)
}

const names = new Map([
  [0.5, 'median'],
  [0.95, '95 %'],
  [0.99, '99 %'],
  [1, 'longest'],
])

export const spread = (times, parts, digits = 1) =>
  parts.map((part) => `${names.get(part)} ${ms(quantile(times, part), digits)}`).join(', ')

export function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}

export const median = (numbers) => quantile(numbers, 0.5)

export const ms = (time, digits = 1) => `${time.toFixed(digits)} ms`

export const mb = (bytes, digits = 1) => `${(bytes / 2 ** 20).toFixed(digits)} MB`

export const percent = (part) => `${(100 * part).toFixed(0)} %`

export const count = (rate) => Number(rate.toPrecision(3)).toLocaleString('en')
