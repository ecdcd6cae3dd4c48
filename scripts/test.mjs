import { fail } from './failure.mjs'
import { ensureInstalled } from './install.mjs'
import { runScript } from './run.mjs'
import { addTallies, emptyTally, lineOf, removeReport, reportOf, tallyOf } from './tally.mjs'

const stages = [
  () => ensureInstalled(),
  () => runCheck('format:check'),
  () => runCheck('lint'),
  () => runCheck('types'),
  () => runTests('test:unit'),
  () => runCheck('build'),
  () => runTests('test:browser'),
]

let tally = emptyTally()

try {
  for (const stage of stages) await stage()
} catch (error) {
  fail(error)
  // What failed may not have been a test: a check, a build, or an error outside of every test.
  tally.failed = Math.max(1, tally.failed)
}
console.log(lineOf(tally))

async function runCheck(script) {
  console.log(`\n${script}`)
  await runScript(script)
}

async function runTests(script) {
  console.log(`\n${script}`)
  const report = reportOf(script.replace(':', '-'))
  removeReport(report)
  try {
    await runScript(script, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  } finally {
    tally = addTallies(tally, tallyOf(report))
  }
}
