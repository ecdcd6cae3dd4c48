import { describe, expect, it } from 'vitest'
import seedXor from '../golden/seed-xor.json' with { type: 'json' }
import { openPage, pictureDrawn } from './page.ts'
import { button, explanation, numbersOn, parametersOn, publishedStatus } from './reading.ts'

describe('the first view', () => {
  it('is ready and says what to press', async () => {
    const page = await openPage()
    expect(await publishedStatus(page)).toEqual({ iteration: '0', step: '0', stage: 'inputs', status: 'ready' })
    expect(await explanation(page).innerText()).toMatch(/or press → for the first operation/)
    expect(await button(page, 'Watch it learn XOR').isVisible()).toBe(true)
    expect(await page.title()).toBe('Backstep')
  })

  it('shows the start weights and biases of the classic program, exactly', async () => {
    const page = await openPage()
    const { W, b } = seedXor.initial
    const expected: Record<string, string> = {}
    W.forEach((rows, layer) =>
      rows.forEach((row, unit) =>
        row.forEach((weight, source) => (expected[`w ${layer + 1}.${unit}.${source}`] = String(weight))),
      ),
    )
    b.forEach((biases, layer) => biases.forEach((bias, unit) => (expected[`b ${layer + 1}.${unit}`] = String(bias))))
    expect(expected['w 1.0.0']).toBe('0.3745401188473625')
    expect(await parametersOn(page)).toEqual(expected)
  })

  it('shows nothing that has not been computed', async () => {
    const page = await openPage()
    const kinds = new Set((await numbersOn(page)).map(({ quantity }) => quantity))
    expect([...kinds].sort()).toEqual(['b', 'target', 'w', 'x'])
  })

  it('leaves no panel empty', async () => {
    const page = await openPage()
    const { X, Y } = seedXor.data
    const rows = await page
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)))
    expect(rows).toEqual(
      X.map((inputs, sample) => [String(sample + 1), ...inputs.map(String), String(Y[sample]), '', '']),
    )
    expect(await page.locator('[aria-labelledby="loss-title"]').textContent()).toContain('the start')
    const colors = await page
      .locator('[aria-labelledby="boundary-title"] canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas
        return new Set(canvas.getContext('2d')!.getImageData(0, 0, width, height).data).size
      })
    expect(colors).toBeGreaterThan(4)
  })
})

describe('the theme', () => {
  it('follows the system until a person chooses, and then stays as chosen', async () => {
    const page = await openPage({ theme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const picture = () =>
      page
        .locator('[aria-labelledby="boundary-title"] canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const [dark, darkPicture] = [await ground(), await picture()]
    await button(page, 'Turn the page light').click()
    const light = await ground()
    expect(light).not.toBe(dark)
    expect(await picture()).not.toBe(darkPicture)
    await page.reload()
    await pictureDrawn(page)
    expect(await ground()).toBe(light)
    await button(page, 'Turn the page dark').click()
    expect(await ground()).toBe(dark)
  })
})
