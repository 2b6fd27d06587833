import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** From the start of the process to its end, as seen from outside. */
  readonly wallSeconds: number
  /** Of the process and its children, user and system, to 10 ms; NaN where `/proc` does not tell. */
  readonly cpuSeconds: number
}

/** Runs a program to its end; only one at a time, or they count each other's processor time. */
export async function runProcess(command: string, args: readonly string[]): Promise<Finished> {
  const cpuBefore = childrenSeconds()
  const began = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? -1))
  })
  const wallSeconds = (performance.now() - began) / 1000
  return { code, stdout, stderr, wallSeconds, cpuSeconds: childrenSeconds() - cpuBefore }
}

/** Whether the program can be started and ends well. */
export async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await runProcess(command, args)).code === 0
  } catch {
    return false
  }
}

/** Processor time of the children that have ended: fields 16 and 17 of proc(5) `stat`, in ticks of 10 ms. */
function childrenSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return Number.NaN
  }
}
