import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Failure } from './failure.mjs'
import { root } from './project.mjs'

/** Runs a command in the project root, on this terminal, and rejects with its exit code. */
export function run(command, args, { title = command, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    child.once('error', (error) => {
      reject(new Failure(`${title} could not be started: ${error.message}.`))
    })
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(failureOf(title, code, signal))
    })
  })
}

export function runNpm(args) {
  const title = `npm ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`
  const cli = process.env.npm_execpath
  // Under npm its own script is known, and Node can run that the same way on every system.
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args], { title })
  // On Windows npm is a .cmd file, which only a shell can start.
  if (process.platform === 'win32') return run(`npm ${args.join(' ')}`, [], { title, shell: true })
  return run('npm', args, { title })
}

/** Runs one of the scripts of package.json. */
export function runScript(name, args = []) {
  return runNpm(['run', '--silent', name, '--', ...args])
}

function failureOf(title, code, signal) {
  if (signal) return new Failure(`${title} was ended by ${signal}.`, 128 + constants.signals[signal])
  return new Failure(`${title} failed with exit code ${code}.`, code)
}
