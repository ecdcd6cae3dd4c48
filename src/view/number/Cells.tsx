import type { ReactNode, RefObject } from 'react'

interface Props {
  /** What the numbers are, for assistive technology */
  label: string
  className?: string | undefined
  ref?: RefObject<HTMLDivElement | null>
  children: ReactNode
}

/** Numbers in tables as one stop of Tab, in which the arrow keys go from number to number; Enter asks why, as a click does. */
export function Cells({ label, className, ref, children }: Props) {
  return (
    <div
      ref={ref}
      className={className}
      tabIndex={0}
      role="group"
      aria-label={`${label}: the arrow keys go from number to number, Enter asks why`}
      data-cells
    >
      {children}
    </div>
  )
}
