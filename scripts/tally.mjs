import { readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import { cache, root } from './project.mjs'

/** The path, from the project root, of the JSON report that Vitest is to write for a stage. */
export function reportOf(name) {
  return relative(root, `${cache}/${name}.json`).replaceAll('\\', '/')
}

export function removeReport(path) {
  rmSync(`${root}/${path}`, { force: true })
}

export function emptyTally() {
  return { passed: 0, failed: 0, skipped: 0 }
}

export function addTallies(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** Counts the tests of a Vitest JSON report; a report that was never written has none. */
export function tallyOf(path) {
  return readReport(path).testResults.map(tallyOfFile).reduce(addTallies, emptyTally())
}

export function lineOf({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`
  return skipped === 0 ? line : `${line}, ${skipped} skipped`
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(`${root}/${path}`, 'utf8'))
  } catch {
    return { testResults: [] }
  }
}

function tallyOfFile({ status, assertionResults }) {
  const count = (wanted) => assertionResults.filter((test) => test.status === wanted).length
  const passed = count('passed')
  const failed = count('failed')
  const skipped = assertionResults.length - passed - failed
  // A file that cannot be loaded, or whose hooks fail, fails without a failed test of its own.
  return { passed, failed: status === 'failed' ? Math.max(1, failed) : failed, skipped }
}
