// Makes the fonts in src/view/page/fonts from the full ones: only the characters that the page can show.
// Run by hand (`node scripts/fonts.mjs`) when a new character is needed; what it makes is committed.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import subsetFont from 'subset-font'

const folder = new URL('../src/view/page/fonts/', import.meta.url)
const modules = new URL('../node_modules/', import.meta.url)

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('')

const ascii = range(0x20, 0x7e)
const greek = range(0x391, 0x3a9) + range(0x3b1, 0x3c9)
const typographic = '\u00a0·×÷±²³½–—‘’“”…′″−→←↑↓'
const operators = '∂∇∑∏∞∈≈≠≤≥⋅√⁡⁢'
const accents = '\u0302^ˆ\u0304'
const mathItalic = range(0x1d434, 0x1d467) + 'ℎ' + range(0x1d6fc, 0x1d71b)

const fonts = [
  {
    from: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    to: 'inter-latin.woff2',
    text: ascii + typographic,
  },
  {
    from: '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
    to: 'inter-circumflex.woff2',
    text: 'ŷ',
  },
  { from: '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2', to: 'inter-greek.woff2', text: greek },
  {
    from: '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
    to: 'stix-two-math.woff2',
    text: ascii + greek + typographic + operators + accents + mathItalic,
  },
]

await mkdir(folder, { recursive: true })
for (const { from, to, text } of fonts) {
  const full = await readFile(new URL(from, modules))
  const subset = await subsetFont(full, text, { targetFormat: 'woff2' })
  await writeFile(new URL(to, folder), subset)
  console.log(`${to}: ${full.length} → ${subset.length} bytes`)
}
