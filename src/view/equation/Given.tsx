import { explainGiven } from '../../explain/given.ts'
import type { Inquiry } from '../../store/inquiry.ts'
import { reading } from '../../store/reading.ts'
import { useLesson } from '../page/lesson.ts'
import { NumberText } from '../number/Numeral.tsx'
import { PhraseText } from '../number/PhraseText.tsx'
import { useShowing, useQuantity } from '../number/quantity.ts'
import styles from './equation.module.css'
import { Faces } from './Faces.tsx'
import { SlotSymbol } from './SlotSymbol.tsx'
import { MomentName, Title } from './Title.tsx'
import { Tools } from './Tools.tsx'

/** A number that was asked about and that no operation made. */
export function Given() {
  const inquiry = useLesson(({ trail }) => trail.at(-1))
  return inquiry && <GivenNumber inquiry={inquiry} />
}

function GivenNumber({ inquiry: { slot, trace } }: { inquiry: Inquiry }) {
  const { iteration } = trace
  const schedule = useLesson((lesson) => lesson.schedule)
  const quantity = useQuantity(slot)
  const shown = useShowing(iteration)(slot, reading({ schedule, view: { step: 0, trace } }, slot) ?? NaN)
  const { title, sentence } = explainGiven(quantity, schedule.network.trainBiases)
  return (
    <div className={styles.main} data-moment={`${iteration}.0`}>
      <Faces
        slot={slot}
        trace={trace}
        head={
          <>
            <Title>
              <PhraseText phrase={title} /> <MomentName row={quantity.sample} iteration={iteration} />
            </Title>
            <p className={styles.sentence}>
              <PhraseText phrase={sentence} />
            </p>
          </>
        }
        tools={<Tools slot={slot} iteration={iteration} />}
      >
        <div className={styles.given}>
          <math>
            <SlotSymbol slot={slot} iteration={iteration} />
            <mo>=</mo>
          </math>
          <NumberText shown={shown} className={styles.value} />
        </div>
      </Faces>
    </div>
  )
}
