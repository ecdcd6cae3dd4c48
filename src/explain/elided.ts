/**
 * Which of many things there is room for: all of a few; of more the first, the last and those that are wanted, with null
 * for each gap between them.
 *
 * @param most things without a gap
 * @param wanted indices that are not left out
 */
export function elided(count: number, most: number, wanted: readonly number[] = []): (number | null)[] {
  const all = Array.from({ length: count }, (_, index) => index)
  if (count <= most) return all
  const ends = Math.floor(most / 2)
  const shown = all.filter((index) => index < ends || index >= count - ends || wanted.includes(index))
  return shown.flatMap((index, place) => (place > 0 && shown[place - 1] < index - 1 ? [null, index] : [index]))
}
