import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import type { NumberOf } from '../../src/engine/formula/evaluate.ts'
import { formulaOf } from '../../src/engine/formula/formulas.ts'
import { operationAt } from '../../src/engine/schedule.ts'
import { numberIn } from '../../src/engine/trace.ts'
import { classicXor } from '../../src/experiment/experiment.ts'
import { connect } from '../../src/protocol/connect.ts'
import { createLesson } from '../../src/store/lesson.ts'
import { FormulaInNumbers, FormulaInSymbols } from '../../src/view/equation/Formula.tsx'
import { LessonContext } from '../../src/view/page/lesson.ts'
import { followTheme } from '../../src/view/page/theme.ts'
import '../../src/view/page/theme.css'

/** A whole sample from its weighted sums to its deltas, some shares, sums and updates: twenty formulas. */
const operations = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 88, 89, 91, 98, 100]

const silent = connect(() => ({ postMessage() {}, terminate() {}, addEventListener() {} }))
const lesson = createLesson(silent, classicXor)
const { schedule, trace } = lesson.getState()

const formulas = operations.map((k) => ({ k, expression: formulaOf(schedule, operationAt(schedule, k)) }))

function Formulas({ numberOf }: { numberOf: NumberOf }) {
  return (
    <LessonContext value={lesson}>
      {formulas.map(({ k, expression }) => (
        <div key={k}>
          <FormulaInSymbols expression={expression} iteration={0} />
          <FormulaInNumbers expression={expression} numberOf={numberOf} iteration={0} />
        </div>
      ))}
    </LessonContext>
  )
}

followTheme()

const root = createRoot(document.getElementById('root')!)

declare global {
  interface Window {
    measureFormulas: (times: number) => number[]
  }
}

/** Milliseconds from new numbers to the page laid out anew, so many times. */
window.measureFormulas = (times) =>
  Array.from({ length: times }, (_, time) => {
    // They differ from the true ones in their last digits: all of them change on screen.
    const numberOf = (slot: number) => numberIn(schedule, trace, slot)! * (1 + time / 1000)
    const begin = performance.now()
    flushSync(() => root.render(<Formulas numberOf={numberOf} />))
    document.body.getBoundingClientRect()
    return performance.now() - begin
  })
