import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** The built command; `npm run build` makes it. */
export const COMMAND = fileURLToPath(new URL('../../dist/handover.js', import.meta.url))
if (!existsSync(COMMAND)) throw new Error(`${COMMAND} is not built: npm run build`)

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
}

/** Starts the built command as a process of its own. */
export function startCommand(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options })
}

/** Waits for the end of a process and for all it says. */
export function endOf(child: ChildProcess): Promise<Ended> {
  const began = performance.now()
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr, milliseconds: performance.now() - began }),
    )
  })
}

/** Waits until a run that writes into a folder in `cwd` has begun its output, however slow the machine is, or has ended. */
export async function untilUnderWay(child: ChildProcess, cwd: string): Promise<void> {
  const hasBegun = () => readdirSync(cwd).some((name) => name.startsWith('.handover-tmp-'))
  while (child.exitCode === null && child.signalCode === null && !hasBegun()) await sleep(20)
}

/** Runs a line of bash, in which `$HANDOVER` is the built command. */
export function bash(line: string, cwd: string): Promise<Ended> {
  const env = { ...process.env, HANDOVER: `${process.execPath} ${COMMAND}` }
  return endOf(spawn('bash', ['-o', 'pipefail', '-c', line], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }))
}
