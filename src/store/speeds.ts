/** How fast a run plays. */
export interface Speed {
  readonly unit: 'operation' | 'stage' | 'iteration'
  readonly perSecond: number
}

/** Chosen to be watched: one operation in two seconds, some, the stages of an iteration, many iterations, as fast as it goes. */
export const speeds: readonly Speed[] = [
  { unit: 'operation', perSecond: 0.5 },
  { unit: 'operation', perSecond: 1 },
  { unit: 'operation', perSecond: 3 },
  { unit: 'operation', perSecond: 10 },
  { unit: 'operation', perSecond: 40 },
  { unit: 'stage', perSecond: 1 },
  { unit: 'iteration', perSecond: 10 },
  { unit: 'iteration', perSecond: 60 },
  { unit: 'iteration', perSecond: 400 },
  { unit: 'iteration', perSecond: 2000 },
  { unit: 'iteration', perSecond: Infinity },
]

/** 10,000 iterations of XOR in 25 seconds: a class can follow it through the plateau and the knee. */
export const DEFAULT_SPEED = speeds.findIndex(({ unit, perSecond }) => unit === 'iteration' && perSecond === 400)
