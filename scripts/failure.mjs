/** Something the reader of the terminal can act on: its message is the whole of what they are told. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.name = 'Failure'
    this.exitCode = exitCode
  }
}

/** Says what went wrong on standard error and leaves its exit code for when the process ends. */
export function fail(error) {
  const expected = error instanceof Failure
  console.error(expected ? error.message : error)
  process.exitCode = expected ? error.exitCode : 1
}
