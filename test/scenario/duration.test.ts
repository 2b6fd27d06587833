import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { ScenarioError } from '../../src/scenario/words/diagnostic.ts'
import { DURATION_PATTERN, formatDuration, LONGEST, parseDuration } from '../../src/scenario/words/duration.ts'

function refusalOf(text: string): ScenarioError {
  try {
    parseDuration(text)
  } catch (error) {
    if (error instanceof ScenarioError) return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}

describe('a duration', () => {
  it.each([
    ['8h', 28_800_000],
    ['7d', 604_800_000],
    ['1d 12h', 129_600_000],
    ['90m', 5_400_000],
    ['30s', 30_000],
    ['250ms', 250],
    ['0s', 0],
    ['1d 2h 3m 4s 5ms', 93_784_005],
    ['3650d', LONGEST],
  ])('%s is %i ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each([
    ['8', 'add a unit: 8h, 8m or 8s'],
    ['0', 'write 0s'],
    ['8 hrs', 'write 8h'],
    ['8 hours', 'write 8h'],
    ['PT8H', 'write 8h'],
    ['P1DT12H', 'write 1d 12h'],
    ['P2W', 'write 14d'],
    ['2w', 'write 14d'],
    ['1.5h', 'write 1h 30m'],
    ['1d12h', 'write 1d 12h'],
    ['12h 1d', 'write 1d 12h'],
    ['1h 1h', 'write 2h'],
    ['8H', 'write 8h'],
    [' 8h', 'write 8h'],
    ['08h', 'write 8h'],
    ['-8h', ''],
    ['P1M', ''],
    ['8x', ''],
    ['constructor', ''],
    ['1constructor', ''],
    ['', ''],
    ['never', ''],
    ['99999d 8h2', ''],
  ])('%s is refused with the hint "%s"', (text, hint) => {
    expect(refusalOf(text)).toMatchObject({ code: 'bad-duration', hint })
    expect(refusalOf(text).allowed).toContain('8h, 90m, 30s, 250ms or 1d 12h')
  })

  it('of more than ten years is refused', () => {
    expect(refusalOf('3650d 1ms').message).toBe('is longer than 10 years')
    expect(refusalOf('999999999999999d').message).toBe('is longer than 10 years')
  })

  test.prop([fc.integer({ min: 0, max: LONGEST })])('survives being written and read', (milliseconds) => {
    const text = formatDuration(milliseconds)
    expect(parseDuration(text)).toBe(milliseconds)
    expect(text).toMatch(new RegExp(`^${DURATION_PATTERN}$`))
  })

  test.prop([fc.string()])('is read or refused with a reason, whatever the text', (text) => {
    try {
      expect(parseDuration(text)).toBeGreaterThanOrEqual(0)
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioError)
    }
  })

  test.prop([fc.constantFrom('1', '1h', '1h ', 'h', ' ', '1.', 'PT', '-', '1h1')])(
    'of 100 000 characters is refused',
    (piece) => {
      expect(refusalOf(piece.repeat(100_000 / piece.length)).code).toBe('bad-duration')
    },
  )
})
