/** CSS pixels of the page's unit of size, 1rem, which follows the window. */
export const pixelsOfRem = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize)
