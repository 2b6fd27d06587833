import { describe, expect, test } from 'vitest'
import {
  erlangB,
  erlangC,
  finiteSource,
  fluidBacklog,
  md1MeanWait,
  mmcMeanWait,
} from '../../src/statistics/queueing.ts'

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

describe('finiteSource', () => {
  test('with a server for everyone is a coin for each', () => {
    const { throughput, waiting, wait } = finiteSource(7, 7, 0.25)
    expect(throughput).toBeCloseTo((7 * 0.25) / 1.25, 12)
    expect([waiting, wait]).toEqual([0, 0])
  })

  // Five printers that fail every 20 h and one technician who takes 2 h: Render and Stair, "Quantitative Analysis for
  // Management", the finite population model, with P(0) = 0.564 by their table.
  test('with one server and five sources is the tabulated one', () => {
    const { throughput, waiting, wait } = finiteSource(1, 5, 0.1)
    expect(throughput).toBeCloseTo(1 - 0.564, 3)
    expect(waiting).toBeCloseTo(5 - 11 * throughput, 12)
    expect(wait).toBeCloseTo(waiting / throughput, 12)
  })

  test('with 1000 sources and two servers has the published figures', () => {
    const { throughput, waiting, wait } = finiteSource(2, 1000, 0.005 / 4)
    expect(4 * throughput).toBeCloseTo(4.9898, 4)
    expect(throughput).toBeCloseTo(1.2475, 4)
    expect(waiting).toBeCloseTo(0.7872, 4)
    expect(wait / 4).toBeCloseTo(0.15776, 5)
  })

  test('nears the station without limit on its sources as these grow', () => {
    const { wait } = finiteSource(3, 1_000_000, 2e-6)
    expect(wait).toBeCloseTo(mmcMeanWait(3, 2, 1), 4)
  })

  test('keeps its servers busy where there are far more sources than they can serve', () => {
    const { throughput, waiting } = finiteSource(2, 5000, 10)
    expect(throughput).toBeCloseTo(2, 12)
    expect(waiting).toBeCloseTo(5000 - 2 - 2 / 10, 9)
  })

  test('serves nobody where nobody comes', () => {
    expect(finiteSource(2, 10, 0)).toEqual({ throughput: 0, waiting: 0, wait: 0 })
    expect(finiteSource(2, 0, 1)).toEqual({ throughput: 0, waiting: 0, wait: 0 })
  })
})
