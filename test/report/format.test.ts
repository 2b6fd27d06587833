import { describe, expect, it } from 'vitest'
import { formatCount, formatHours, formatShare, formatTime, formatWait } from '../../src/report/format.ts'
import { sparkline } from '../../src/report/sparkline.ts'

describe('figures for people', () => {
  it('have thousands set apart', () => {
    expect([0, 999, 1000, 15_400, 1_234_567.4].map(formatCount)).toEqual(['0', '999', '1 000', '15 400', '1 234 567'])
  })

  it('are none or all only if they are', () => {
    expect([0, 0.0001, 0.5, 0.9999, 1].map(formatShare)).toEqual(['0 %', '<0.1 %', '50.0 %', '>99.9 %', '100 %'])
  })

  it('have the unit that reads best, also before the change', () => {
    expect([0.05, 1, 47.9, 72, -2.4].map(formatHours)).toEqual(['3 min', '1.0 h', '47.9 h', '3.0 d', '-2.4 h'])
  })

  it('are seconds for a short wait', () => {
    expect([0, 0.01, 59.4 / 3600, 60 / 3600, 3].map(formatWait)).toEqual(['0 min', '36 s', '59 s', '1 min', '3.0 h'])
  })

  it('have the week day, the local time and its offset', () => {
    expect(formatTime('2026-03-06T18:00:00+01:00')).toBe('Fri 2026-03-06 18:00+01:00')
    expect(formatTime('2026-03-06T18:00:30-03:30')).toBe('Fri 2026-03-06 18:00:30-03:30')
  })
})

describe('a sparkline', () => {
  it('goes from the lowest share to the full block, which only a full share has', () => {
    expect(sparkline([1, 0.999, 0.9, 0.95])).toBe('█▇▁▄')
    expect(sparkline([1, 1])).toBe('██')
    expect(sparkline([0.5, 0.5])).toBe('▁▁')
  })
})
