import { describe, expect, test } from 'vitest'
import { runAlone } from '../../src/engine/run-alone.ts'
import { keyOf, NEVER, PRIORITY, timeOf } from '../../src/engine/time.ts'
import { Travellers } from './travellers.ts'

const HORIZON = 100

describe('runAlone', () => {
  test('runs each entity from start to horizon in row 0 before the next begins', () => {
    const travellers = new Travellers([])
    runAlone(travellers, 3, 5, HORIZON)
    expect(travellers.log).toEqual(['begin 3 in 0', 'finish 3', 'begin 4 in 0', 'finish 4'])
  })

  test('gives entities a limit at which nothing of the horizon happens any more', () => {
    const limits: number[] = []
    const quiet = new Travellers([])
    quiet.advance = (_, limit) => {
      limits.push(limit)
      return NEVER
    }
    runAlone(quiet, 0, 1, HORIZON)
    expect(timeOf(limits[0]!)).toBe(HORIZON)
    expect(limits[0]).toBeLessThanOrEqual(keyOf(HORIZON, PRIORITY.broadcast))
    expect(limits[0]).toBeGreaterThan(keyOf(HORIZON - 1, PRIORITY.offline))
  })

  test('refuses entities that meet', () => {
    expect(() => runAlone(new Travellers([[5]]), 0, 1, HORIZON)).toThrow('stands at a station')
  })
})
