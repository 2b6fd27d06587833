import { expect, test } from 'vitest'
import { check } from '../../src/statistics/check.ts'
import { stationChecks } from '../../src/statistics/station-checks.ts'

test('the station agrees with queueing theory in every figure of closed form 10', () => {
  const checks = stationChecks()
  expect(checks.length).toBeGreaterThanOrEqual(6)
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  for (const { form, name, simulated, exact, standardError, z } of checks) {
    expect(form).toBe(10)
    expect(Math.abs(z), name).toBeLessThan(4)
    expect(z).toBe((simulated - exact) / standardError)
    // An error this small is what gives the check its force.
    expect(standardError / exact, name).toBeLessThan(0.03)
  }
})

test('two evaluations give the same figures', () => {
  expect(stationChecks()).toEqual(stationChecks())
})

test('a check carries its z', () => {
  const figures = { form: 10, name: 'x', simulated: 5, exact: 4, standardError: 0.5, n: 9 }
  expect(check(figures)).toEqual({ ...figures, z: 2 })
})
