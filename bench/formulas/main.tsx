import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { frameAt } from '../../src/engine/trace.ts'
import { classicXor } from '../../src/experiment/experiment.ts'
import { explain } from '../../src/explain/explain.ts'
import { connect } from '../../src/protocol/connect.ts'
import { createLesson } from '../../src/store/lesson.ts'
import { FormulaInNumbers, FormulaInSymbols } from '../../src/view/equation/Formula.tsx'
import { LessonContext } from '../../src/view/lesson.ts'
import '../../src/view/theme.css'

/** One of every kind of operation and some more, in symbols and in numbers: twenty formulas. */
const steps = [0, 1, 4, 6, 7, 8, 9, 10, 90, 105]

const silent = connect(() => ({ postMessage() {}, terminate() {}, addEventListener() {} }))
const lesson = createLesson(silent, classicXor)
const { schedule, trace } = lesson.getState()

/** Numbers that differ from the true ones in their last digits: all of them change on screen. */
const shifted = (memory: Float64Array, by: number) => memory.map((value) => value * (1 + by))

function Formulas({ by }: { by: number }) {
  return (
    <LessonContext value={lesson}>
      {steps.map((k) => {
        const { expression } = explain(schedule.steps[k], schedule)
        return (
          <div key={k}>
            <FormulaInSymbols expression={expression} iteration={0} />
            <FormulaInNumbers
              expression={expression}
              numbers={shifted(frameAt(schedule, trace, k), by)}
              iteration={0}
            />
          </div>
        )
      })}
    </LessonContext>
  )
}

const root = createRoot(document.getElementById('root')!)

declare global {
  interface Window {
    measureFormulas: (times: number) => number[]
  }
}

/** Milliseconds from new numbers to the page laid out anew, so many times. */
window.measureFormulas = (times) =>
  Array.from({ length: times }, (_, time) => {
    const begin = performance.now()
    flushSync(() => root.render(<Formulas by={time / 1000} />))
    document.body.getBoundingClientRect()
    return performance.now() - begin
  })
