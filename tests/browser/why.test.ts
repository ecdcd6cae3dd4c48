import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { exp } from '../../src/engine/exponential.ts'
import { classicXor, scheduleOf, type Experiment } from '../../src/experiment/experiment.ts'
import { linkOf } from '../../src/experiment/link.ts'
import { carriedOut, readingAt } from '../engine/interpreter.ts'
import { memoryAt } from './expected.ts'
import { openPage, openTroubledPage, phone } from './page.ts'
import { arriveAt, button, cursorOf, exactNumbers, explanation } from './reading.ts'

const schedule = scheduleOf(classicXor)
const trail = (page: Page) => page.getByRole('navigation', { name: 'Why?' })
const title = (page: Page) => explanation(page).getByRole('heading')
const terms = (page: Page) => explanation(page).locator('mn[data-slot]')
const inTable = (page: Page, quantity: string, sample: number) =>
  page.locator(`table [data-quantity="${quantity}"][data-sample="${sample}"]`)

async function openAt(step: number, iteration = 0, experiment: Experiment = classicXor): Promise<Page> {
  const page = await openPage({ link: linkOf(experiment, { iteration, step }) })
  await arriveAt(page, { iteration, step })
  return page
}

describe('The formula on the page, in numbers', () => {
  it('computed as it stands there comes to exactly the number beside it, in every operation of an iteration', async () => {
    const page = await openAt(0)
    for (const [k, { operation, operands }] of carriedOut(schedule).entries()) {
      await page.keyboard.press('ArrowRight')
      await arriveAt(page, { iteration: 0, step: k + 1 })
      const { program, slots, result, resultSlot } = await page.evaluate(readFormula)
      expect(resultSlot, `step ${k + 1}`).toBe(operation.target)
      expect(new Set(slots), `step ${k + 1}`).toEqual(new Set(operands))
      // An activation is written as it is defined, and computed so that no e^z is too large for a double.
      const tolerance = operation.name === 'activation' ? 1e-15 : 0
      const off = Math.abs(calculate(program) - Number(result))
      expect(off <= tolerance, `step ${k + 1}: ${program} = ${result}`).toBe(true)
    }
  })

  it('shows a sum product by product, with the total so far', async () => {
    const page = await openAt(25)
    const sums = explanation(page).locator('[title^="so far"]')
    const { operands } = readingAt(schedule, 24)
    const memory = memoryAt(classicXor, 0)
    const [x1, x2] = [0, 1]
    const [first, second, third] = [memory[operands[0]] * x1, memory[operands[2]] * x2, memory[operands[4]]]
    expect(await sums.evaluateAll((all) => all.map((sum) => sum.getAttribute('title')))).toEqual([
      `so far ${first}`,
      `so far ${first + second}`,
      `so far ${first + second + third}`,
    ])
  })

  it('is followed by digits that do give the printed result, where the printed ones do not', async () => {
    const page = await openAt(99)
    const line = explanation(page).getByText('By hand')
    expect(await line.textContent()).toBe('By hand, with 5 digits: 0.37454 − 0.1 × 0.0017595 = 0.37436')
    await page.keyboard.press('ArrowRight')
    expect(await line.count()).toBe(0)
  })

  it('opens an activation and its slope', async () => {
    const page = await openAt(2)
    const symbols = () => explanation(page).locator('[aria-label="Formula"] > div').nth(1).textContent()
    expect((await symbols())?.replaceAll(/\s/g, '')).toBe('σ(zh1)=11+e−zh1')
    for (let step = 3; step <= 11; step++) await page.keyboard.press('ArrowRight')
    await arriveAt(page, { iteration: 0, step: 11 })
    expect((await symbols())?.replaceAll(/\s/g, '')).toBe('∂L∂ah1·σ′(zh1)=∂L∂ah1·ah1·(1−ah1)')
  })

  it('shows cross-entropy as books write it, and after that the form in which it is computed', async () => {
    const page = await openAt(7, 0, { ...classicXor, loss: 'binaryCrossEntropy' })
    const formula = explanation(page).locator('[aria-label="Formula"] > div').nth(1)
    expect((await formula.textContent())?.replaceAll(/\s/g, '')).toBe('−(y·ln(ŷ)+(1−y)·ln(1−ŷ))')
    expect((await explanation(page).getByText('computed as').textContent())?.replaceAll(/\s/g, '')).toContain(
      'max(zŷ,0)−zŷ·y+ln(1+e−|zŷ|)',
    )
  })

  it('draws an activation on its curve, with the slope of the tangent', async () => {
    const page = await openAt(2)
    const a = memoryAt(classicXor, 0)[schedule.layout.activation(0, 1, 0)]
    await expect.poll(() => explanation(page).getByRole('img').getAttribute('aria-label')).toContain('sigmoid')
    expect(await explanation(page).locator('figcaption').textContent()).toContain((a * (1 - a)).toFixed(4))
  })
})

describe('Why?', () => {
  it('leads from a loss in the table back to an input, number by number, and the run stays where it is', async () => {
    const page = await openAt(40)
    await inTable(page, 'loss', 0).click()
    expect(await title(page).textContent()).toBe('Loss sample 1 of 4')
    await terms(page).first().click()
    expect(await title(page).textContent()).toContain('Activation of ŷ')
    await terms(page).first().click()
    expect(await title(page).textContent()).toContain('Weighted sum of ŷ')
    await terms(page).nth(1).click()
    await terms(page).first().click()
    expect(await title(page).textContent()).toContain('Weighted sum of h1')
    await terms(page).nth(1).click()
    expect(await title(page).textContent()).toContain('Input x1 sample 1 of 4')
    expect(await explanation(page).textContent()).toContain('It comes from the data')
    expect(await trail(page).locator('button, [aria-current]').allTextContents()).toEqual([
      ' operation 40',
      'weighted sum of ŷ',
      'activation of h1',
      'weighted sum of h1',
      'input x1',
    ])
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 40 })
  })

  it('shows the sample that the number is of, and returns along the trail', async () => {
    const page = await openAt(40)
    const before = await exactNumbers(page)
    await inTable(page, 'loss', 0).click()
    await terms(page).first().click()
    expect(await page.locator('[aria-label="Network"] [data-quantity="a"]').first().getAttribute('data-sample')).toBe(
      '0',
    )
    await trail(page).getByRole('button', { name: 'loss of the sample' }).click()
    expect(await title(page).textContent()).toContain('Loss')
    await page.keyboard.press('Escape')
    expect(await trail(page).count()).toBe(0)
    expect(await exactNumbers(page)).toEqual(before)
  })

  it('of a weight that is not updated yet leads into the iteration before', async () => {
    const page = await openAt(20, 3)
    await page.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    await expect
      .poll(() => title(page).textContent())
      .toBe('New weight from x1 to h1 all samples of the batch · iteration 3')
    const { layout } = schedule
    const memory = memoryAt(classicXor, 2)
    expect(
      await explanation(page)
        .locator(`span[data-value="${String(memory[layout.updated(1, 0, 0)!])}"]`)
        .count(),
    ).toBeGreaterThan(0)
    // The gradient that it was made with is of that iteration too.
    await terms(page).last().click()
    expect(await title(page).textContent()).toContain('all samples of the batch · iteration 3')
    // And so is all that the picture shows meanwhile.
    const shown = await page
      .locator('[aria-label="Network"] [data-quantity="loss"][data-sample="batch"]')
      .getAttribute('data-value')
    expect(shown).toBe(String(memory[layout.batchLoss]))
    await page.mouse.move(0, 0)
    expect(await page.getByText('The picture shows iteration 3').textContent()).toContain('the run is at iteration 4')
    expect(await cursorOf(page)).toEqual({ iteration: 3, step: 20 })
  })

  it('of a start weight says that it was drawn', async () => {
    const page = await openAt(5)
    await page.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    expect(await explanation(page).textContent()).toContain('Drawn at random before the first iteration')
  })

  it('goes the other way too, as far as the run has come', async () => {
    const page = await openAt(10)
    await page.locator('[aria-label="Network"] [data-quantity="a"][data-unit="0"][data-layer="2"]').click()
    const uses = explanation(page).locator('p', { hasText: 'used for' })
    const names = () =>
      uses.locator('button[aria-label]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    expect(await names()).toEqual([
      'loss of the sample, sample 1',
      'derivative of the loss by the activation of ŷ, sample 1',
      'delta of ŷ, sample 1',
    ])
    await uses.getByRole('button', { name: 'delta of ŷ' }).click()
    expect(await title(page).textContent()).toContain('Delta of ŷ')
    // What else is made of it comes later.
    expect(await names()).toEqual(['derivative of the loss by the activation of h1, sample 1'])
    expect(await uses.locator('[title*="comes later"]').count()).toBe(3)
  })

  it('ends with the next step', async () => {
    const page = await openAt(40)
    await inTable(page, 'loss', 0).click()
    await page.keyboard.press('ArrowRight')
    expect(await trail(page).count()).toBe(0)
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 41 })
  })

  it('can be asked with the keyboard, and is announced once', async () => {
    const page = await openAt(40)
    await explanation(page).getByRole('button', { name: 'delta of h1: −0.0021' }).focus()
    await page.keyboard.press('Enter')
    expect(await title(page).textContent()).toContain('Delta of h1')
    expect(await page.locator('[aria-live="polite"]').first().textContent()).toMatch(/^Why\? Delta of h1, sample 2\. /)
    // The button is gone with the formula; from the focus it is a short way to the numbers of the next.
    expect(await page.locator(':focus').getAttribute('aria-labelledby')).toBe('equation-title')
  })

  it('stops a run that is under way', async () => {
    const page = await openPage()
    await button(page, 'Play').click()
    await inTable(page, 'prediction', 2).click()
    const stopped = await cursorOf(page)
    expect(await title(page).textContent()).toContain('Activation of ŷ')
    await button(page, 'Play').waitFor()
    expect(await cursorOf(page)).toEqual(stopped)
  })
})

describe('Pointing', () => {
  it('at a term marks its unit, and at a unit its terms', async () => {
    const page = await openAt(25)
    const unit = page.locator('[aria-label="Network"] g[data-layer="0"][data-unit="1"]:not([data-source])')
    await terms(page).nth(3).hover()
    await page.locator('[aria-label="Network"] [data-pointed][data-layer="0"][data-unit="1"]').waitFor()
    await unit.hover()
    const outlines = await terms(page).evaluateAll((all) => all.map((term) => getComputedStyle(term).outlineStyle))
    expect(outlines).toEqual(['none', 'none', 'none', 'solid', 'none'])
  })

  it('with the focus does the same, and shows where the focus is', async () => {
    const page = await openAt(25)
    await button(page, 'number').focus()
    for (let back = 0; back < 2; back++) await page.keyboard.press('Shift+Tab')
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('input x2: 1')
    expect(await page.locator('[aria-label="Network"] [data-pointed]').getAttribute('aria-label')).toContain('x2')
    expect(
      await terms(page)
        .nth(3)
        .evaluate((term) => getComputedStyle(term).outlineStyle),
    ).toBe('solid')
  })
})

describe('A gradient', () => {
  const deep: Experiment = { ...classicXor, hiddenSizes: [2, 2] }

  it('is laid out as the sum over the paths from the loss to its weight', async () => {
    const page = await openAt(158, 0, deep)
    await button(page, 'Chain rule').click()
    const paths = explanation(page).locator('ol li')
    await paths.first().waitFor()
    const values = await paths
      .locator('[data-slots] > span:nth-last-child(2) span[title]')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('title'))))
    expect(values).toHaveLength(2)
    const share = Number(await explanation(page).locator('mn[data-quantity="gw"]').first().getAttribute('data-value'))
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(share, 14)
    await paths.first().locator('[data-slots] > span:nth-last-child(2)').hover()
    expect(await page.locator('[aria-label="Network"] [data-pointed]').count()).toBeGreaterThan(3)
  })

  it('is checked by nudging its weight, without touching the run', async () => {
    const page = await openAt(100)
    const before = await exactNumbers(page)
    await button(page, 'Check').click()
    await explanation(page).locator('dd').last().waitFor()
    const [slope, gradient, difference] = await explanation(page)
      .locator('dd')
      .evaluateAll(async (all) => all.map((one) => Number((one.firstElementChild ?? one).getAttribute('title'))))
    expect(slope - gradient).toBe(difference)
    expect(Math.abs(difference)).toBeLessThan(1e-9)
    await page.getByRole('slider', { name: 'nudge' }).press('Home')
    await button(page, 'Formula').click()
    expect(await exactNumbers(page)).toEqual(before)
  })

  it('can be copied as a number, as text and as LaTeX', async () => {
    const page = await openAt(100)
    await page.evaluate(() => {
      const copied: string[] = []
      Object.assign(window, { copied })
      navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text))
    })
    for (const name of ['number', 'text', 'LaTeX']) await button(page, name).click()
    const { operation, operands } = readingAt(schedule, 99)
    const memory = memoryAt(classicXor, 0)
    const [w, eta, gradient] = operands.map((slot) => memory[slot])
    const updated = memory[operation.target]
    expect(await page.evaluate(() => (window as unknown as { copied: string[] }).copied)).toEqual([
      String(updated),
      `w_h1,x2 ← w_h1,x2 − η · ∂L/∂w_h1,x2 = ${w} − ${eta} × ${gradient} = ${updated}`,
      `w_{h_{1} x_{2}} \\gets w_{h_{1} x_{2}} - \\eta \\, \\frac{\\partial L}{\\partial w_{h_{1} x_{2}}} = ${w} - ${eta} \\times ${gradient} = ${updated}`,
    ])
  })
})

describe('A part that is loaded when it is asked for', () => {
  it('says so if it cannot be loaded, and the rest of the page goes on', async () => {
    const { page } = await openTroubledPage()
    await page.route('**/Program-*.js', (route) => route.abort())
    await button(page, 'Program').click()
    await page.getByRole('alert').filter({ hasText: 'could not be shown' }).waitFor()
    await page.keyboard.press('ArrowRight')
    expect(await cursorOf(page)).toEqual({ iteration: 0, step: 1 })
    await button(page, 'Read').click()
    await page.getByRole('heading', { name: 'How backpropagation works' }).waitFor()
  })
})

describe('What is not computed yet', () => {
  it('is not told before the run comes to it', async () => {
    const page = await openAt(10)
    await page.locator('[aria-label="Network"] [data-quantity="delta"]').click()
    await explanation(page).locator('[title*="comes later"]').first().click()
    expect(await title(page).textContent()).toContain('Delta of ŷ')
  })

  it('is blank in the chain rule', async () => {
    const page = await openAt(0)
    await page.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    await button(page, 'Chain rule').click()
    await explanation(page).locator('ol li').first().waitFor()
    expect(await explanation(page).locator('[title="not computed yet"]').count()).toBeGreaterThan(3)
    expect(await explanation(page).textContent()).not.toContain('NaN')
  })
})

describe('The chain rule after an update', () => {
  it('leads on from the weight that the backward pass used, not from the new one', async () => {
    const page = await openAt(107)
    await page.locator('[aria-label="Network"] [data-quantity="w"]').first().click()
    await button(page, 'Chain rule').click()
    const old = explanation(page).locator('li mn[data-quantity="w"]').first()
    await old.click()
    await page.getByRole('heading', { name: 'Start weight' }).waitFor()
  })
})

describe('On a phone', () => {
  it('why? fits the width', async () => {
    const page = await openPage({ size: phone, link: '#at=0.40' })
    await arriveAt(page, { iteration: 0, step: 40 })
    await terms(page).first().click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width)
  })
})

/** Reads the formula in numbers as a program, with every number as the page says that it exactly is. */
function readFormula() {
  const formula = document.querySelector('[aria-label="Formula"]')!
  const slots: number[] = []
  const exact = (element: Element) => {
    const { slot, value } = (element as HTMLElement).dataset
    if (slot === undefined) return element.textContent.replace('−', '-').replace('½', '0.5')
    slots.push(Number(slot))
    // The learning rate has no value in the promise to programs; its hint is its exact number.
    return `(${value ?? element.getAttribute('title')})`
  }
  const write = (element: Element): string => {
    const parts = [...element.children].map(write)
    switch (element.localName) {
      case 'mn':
        return exact(element)
      case 'mo':
        return { '×': '*', '−': '-' }[element.textContent] ?? element.textContent
      case 'msup':
        return parts[0] === 'e' ? `exp(${parts[1]})` : `${parts[0]}**${parts[1]}`
      case 'mi':
        return element.textContent
      case 'mfrac':
        return `(${parts[0]})/(${parts[1]})`
      default:
        return parts.join('')
    }
  }
  // The result's symbol, a relation, the line in symbols, a relation, the line in numbers, which ends with the result.
  const inSymbols = formula.children[2]
  const inNumbers = formula.children[4]
  const outcome = [...inNumbers.children].find((child) => child.querySelector(':scope > [data-value]'))!
  const result = outcome.querySelector<HTMLElement>('[data-value]')!
  const terms = [...inNumbers.querySelectorAll('math')].filter(
    (math) => math.compareDocumentPosition(outcome) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  // A slope is shown in symbols as one of z, in numbers as what it is computed from.
  const resultSlot = Number(result.dataset.slot)
  for (const { dataset } of inSymbols.querySelectorAll<HTMLElement>('[data-slot]')) slots.push(Number(dataset.slot))
  const isCopy = terms.length === 0
  return {
    program: isCopy ? `(${result.dataset.value})` : terms.map(write).join(''),
    slots,
    result: result.dataset.value!,
    resultSlot,
  }
}

function calculate(program: string): number {
  // oxlint-disable-next-line typescript/no-implied-eval -- what the page shows is what is to be computed
  return new Function('exp', `return ${program}`)(exp) as number
}
