import { describe, expect, test } from 'vitest'
import { erlangB, erlangC, fluidBacklog, md1MeanWait, mmcMeanWait } from '../../src/statistics/queueing.ts'

describe('erlangB', () => {
  test('turns everyone away without servers and no one without arrivals', () => {
    expect([erlangB(0, 3), erlangB(4, 0)]).toEqual([1, 0])
  })

  test.each([
    [1, 0.5],
    [2, 1],
    [5, 4],
    [10, 12],
    [20, 7.3],
  ])('with %i servers and %d offered equals the truncated Poisson form', (servers, offered) => {
    let term = 1
    let sum = 1
    for (let k = 1; k <= servers; k++) {
      term *= offered / k
      sum += term
    }
    expect(erlangB(servers, offered)).toBeCloseTo(term / sum, 12)
  })
})

describe('erlangC', () => {
  test.each([
    [1, 0.5, 0.5],
    [2, 1, 0.333333],
    [3, 2, 0.444444],
    [5, 4, 0.554113],
    [10, 8, 0.40918],
    [14, 10, 0.174132],
    [24, 20, 0.298072],
    [55, 50, 0.384547],
    [110, 100, 0.237008],
  ])('with %i servers and %d offered is the tabulated %d', (servers, offered, expected) => {
    expect(Math.abs(erlangC(servers, offered) - expected)).toBeLessThan(5.1e-7)
  })

  test('everyone waits where there is no equilibrium', () => {
    expect([erlangC(3, 3), erlangC(3, 5)]).toEqual([1, 1])
  })
})

describe('mmcMeanWait', () => {
  test('with one server is load / (μ − λ)', () => {
    expect(mmcMeanWait(1, 0.9, 2)).toBeCloseTo(18, 10)
  })

  test('with two servers is ρ² / (1 − ρ²) services', () => {
    expect(mmcMeanWait(2, 1.6, 10)).toBeCloseTo((10 * 0.64) / 0.36, 10)
  })

  test('has no end without equilibrium', () => {
    expect(mmcMeanWait(2, 2, 1)).toBe(Infinity)
  })
})

describe('md1MeanWait', () => {
  test('is half the wait with exponential services', () => {
    for (const load of [0.1, 0.5, 0.8, 0.95]) {
      expect(md1MeanWait(load, 3)).toBeCloseTo(mmcMeanWait(1, load, 3) / 2, 10)
    }
  })

  test('has no end without equilibrium', () => {
    expect(md1MeanWait(1, 1)).toBe(Infinity)
  })
})

describe('fluidBacklog', () => {
  test('is what busy servers have not done, and never below nobody', () => {
    expect(fluidBacklog(50_000, 20, 1 / 100, 8)).toBe(34_000)
    expect(fluidBacklog(100, 20, 1 / 100, 8)).toBe(0)
  })
})
