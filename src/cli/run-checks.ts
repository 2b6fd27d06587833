import { LARGEST_Z, validate } from '../experiment/validate.ts'
import { formatNumber } from '../report/format.ts'
import type { Check } from '../statistics/check.ts'
import type { Io } from './io.ts'

/** Runs the closed forms, prints a table of them and returns whether all agree. */
export async function runChecks(json: boolean, { stdout, signal }: Io): Promise<boolean> {
  if (!json) stdout.write(row('form', 'check', 'simulated', 'exact', 'z'))
  const checks = await validate((check) => {
    signal.throwIfAborted()
    if (!json)
      stdout.write(row(String(check.form), check.name, figure(check.simulated), figure(check.exact), zOf(check)))
  })
  const failed = checks.filter((check) => !passes(check))
  if (json) stdout.write(`${JSON.stringify({ checks, failed: failed.length }, null, 2)}\n`)
  else stdout.write(`${formatNumber(checks.length, 'check')}, ${failed.length} failed (|z| of ${LARGEST_Z} or more)\n`)
  return failed.length === 0
}

function passes({ z }: Check): boolean {
  return Math.abs(z) < LARGEST_Z
}

/** One line of the table, written as soon as it is known; the longest names leave room for 80 columns. */
function row(form: string, name: string, simulated: string, exact: string, z: string): string {
  return `${form.padStart(4)} ${name.padEnd(49)} ${simulated.padStart(9)} ${exact.padStart(9)} ${z.padStart(5)}\n`
}

function figure(value: number): string {
  return String(Number(value.toPrecision(Math.abs(value) < 0.001 ? 4 : 5)))
}

function zOf(check: Check): string {
  return check.z.toFixed(2).padStart(5) + (passes(check) ? '' : '  FAIL')
}
