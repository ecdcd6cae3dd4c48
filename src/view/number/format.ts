const counts = new Intl.NumberFormat('en')

/** 10,000 */
export const formatCount = (count: number): string => counts.format(count)

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
