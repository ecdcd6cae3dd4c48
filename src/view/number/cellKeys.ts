const steps: Record<string, readonly [down: number, across: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
}

/** Moves the focus from number to number within `Cells`, if a key says so. */
export function moveBetweenCells(event: KeyboardEvent): void {
  const step = steps[event.key]
  const cells = event.target instanceof Element && event.target.closest('[data-cells]')
  if (!step || !cells || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...cells.querySelectorAll('tr')]
    .map((row) => [...row.querySelectorAll<HTMLElement>('[data-slot]')])
    .filter((row) => row.length > 0)
  const next = nextCell(rows, event.target, step)
  if (!next) return
  event.preventDefault()
  // Only a number that the keys have come to can have the focus: it is no stop of Tab.
  next.tabIndex = -1
  next.setAttribute('role', 'button')
  next.focus()
}

/** The number beside another, or in a row that is shorter, its last; from the group itself the first of all. */
function nextCell(
  rows: readonly HTMLElement[][],
  from: EventTarget,
  [down, across]: readonly [number, number],
): HTMLElement | undefined {
  const row = rows.findIndex((cells) => cells.some((cell) => cell === from))
  if (row < 0) return rows[0]?.[0]
  const column = rows[row].findIndex((cell) => cell === from) + across
  const target = rows[row + down]
  return down === 0 ? target[column] : target?.[Math.min(column, target.length - 1)]
}
