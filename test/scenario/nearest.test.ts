import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/scenario/words/nearest.ts'

describe('the nearest word', () => {
  it.each([
    ['horizn', 'horizon'],
    ['ohrizon', 'horizon'],
    ['hoirzno', 'horizon'],
    ['HORIZON', 'horizon'],
    ['horizontal', undefined],
    ['xyz', undefined],
    ['pol', 'poll'],
    ['pall', 'poll'],
    ['pul', 'poll'],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, ['horizon', 'poll', 'retention'])).toBe(expected)
  })

  test.prop([fc.stringMatching(/^[a-z]{6,12}$/), fc.nat(), fc.constantFrom('drop', 'swap', 'insert', 'replace')])(
    'is found again after one slip',
    (word, seed, slip) => {
      const at = seed % (word.length - 1)
      const slipped = {
        drop: word.slice(0, at) + word.slice(at + 1),
        swap: word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
        insert: `${word.slice(0, at)}q${word.slice(at)}`,
        replace: `${word.slice(0, at)}q${word.slice(at + 1)}`,
      }[slip]
      expect(nearest(slipped, ['0123456789', word])).toBe(word)
    },
  )
})
