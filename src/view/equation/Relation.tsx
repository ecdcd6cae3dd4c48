interface RelationProps {
  /** = or ← */
  children: string
  className?: string | undefined
}

/** A sign of relation that stands alone. Firefox gives an operator without neighbours no room unless it is told to. */
export const Relation = ({ children, className }: RelationProps) => (
  <math className={className}>
    <mo lspace="0.278em" rspace="0.278em">
      {children}
    </mo>
  </math>
)
