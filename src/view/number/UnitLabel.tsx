import type { ReactNode } from 'react'
import { unitName } from '../../explain/unitNames.ts'
import { useLesson } from '../page/lesson.ts'

interface Props {
  layer: number
  unit: number
}

/** The name of a unit in text: h₁. */
export function UnitLabel({ layer, unit }: Props) {
  const network = useLesson(({ schedule }) => schedule.network)
  const { letter, index, layer: namedLayer } = unitName(network, layer, unit)
  return (
    <>
      {letter}
      {index !== null && <sub>{index}</sub>}
      {namedLayer !== null && <sup>({namedLayer})</sup>}
    </>
  )
}

/** The same inside an SVG text, where a shift stays until it is taken back. */
export function SvgUnitLabel({ layer, unit }: Props) {
  const network = useLesson(({ schedule }) => schedule.network)
  const { letter, index, layer: namedLayer } = unitName(network, layer, unit)
  return (
    <>
      {letter}
      {index !== null && <Shifted by={0.2}>{index}</Shifted>}
      {namedLayer !== null && <Shifted by={-0.35}>({namedLayer})</Shifted>}
    </>
  )
}

/** @param by how far down, in the size of the surrounding text */
function Shifted({ by, children }: { by: number; children: ReactNode }) {
  return (
    <>
      <tspan dy={`${by / SMALL}em`} fontSize={`${SMALL}em`}>
        {children}
      </tspan>
      <tspan dy={`${-by}em`}>{ZERO_WIDTH_SPACE}</tspan>
    </>
  )
}

const SMALL = 0.7
const ZERO_WIDTH_SPACE = '\u200b'
