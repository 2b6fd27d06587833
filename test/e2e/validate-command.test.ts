import { afterEach, describe, expect, it, vi } from 'vitest'
import { validate } from '../../src/experiment/validate.ts'
import type { Check } from '../../src/statistics/check.ts'
import { runInProcess } from '../helpers/memory-io.ts'

vi.mock('../../src/experiment/validate.ts', () => ({ LARGEST_Z: 4, validate: vi.fn() }))
afterEach(() => vi.resetAllMocks())

function pretend(...checks: Check[]): void {
  vi.mocked(validate).mockImplementation(async (onCheck) => {
    for (const check of checks) onCheck?.(check)
    return checks
  })
}

const NEAR = { form: 1, name: 'mean, h', simulated: 4.0077812, exact: 4, standardError: 0.007, z: 1.11, n: 100_000 }
const FAR = { ...NEAR, form: 12, name: 'share', simulated: 0.00010992777, z: -4 }

describe('handover validate', () => {
  it('prints a table and ends with 0 when all figures agree', async () => {
    pretend(NEAR)
    const { code, stdout } = await runInProcess(['validate'])
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'form check simulated exact z',
      ' 1 mean, h 4.0078 4 1.11',
      '1 check, 0 failed (|z| of 4 or more)',
      '',
    ])
  })

  it('marks a figure that is four standard errors off and ends with 1', async () => {
    pretend(NEAR, FAR)
    const { code, stdout } = await runInProcess(['validate'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/12 share +0\.0001099 +4 -4\.00 {2}FAIL\n2 checks, 1 failed/)
  })

  it('prints one object with --json', async () => {
    pretend(NEAR, FAR)
    const { code, stdout } = await runInProcess(['validate', '--json'])
    expect([code, JSON.parse(stdout)]).toEqual([1, { checks: [NEAR, FAR], failed: 1 }])
  })

  it('reports a defect of the program in one line, with its stack only when asked', async () => {
    vi.mocked(validate).mockRejectedValue(new TypeError('x is not a function'))
    const quiet = await runInProcess(['validate'])
    expect(quiet.code).toBe(1)
    expect(quiet.stderr).toMatch(
      /^error: internal error in handover \S+: TypeError: x is not a function\nPlease report/,
    )
    expect(quiet.stderr).not.toContain('    at ')
    expect((await runInProcess(['validate'], { env: { HANDOVER_DEBUG: '1' } })).stderr).toContain('    at ')
  })
})
