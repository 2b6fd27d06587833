import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { keyOf, NEVER, PRIORITY, priorityOf, timeOf } from '../../src/engine/time.ts'

/** Ten thousand years of milliseconds. */
const time = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 10_000 * 365 * 86_400_000 }))
const priority = fc.constantFrom(...Object.values(PRIORITY))

describe('the key of a timer', () => {
  test.prop([time, priority])('gives back its time and its class', (at, of) => {
    expect([timeOf(keyOf(at, of)), priorityOf(keyOf(at, of))]).toEqual([at, of])
  })

  test.prop([time, priority, time, priority])('orders by time, then by class', (a, of, b, other) => {
    expect(Math.sign(keyOf(a, of) - keyOf(b, other))).toBe(Math.sign(a - b) || Math.sign(of - other))
  })

  test('of never comes after every other', () => {
    expect(keyOf(NEVER, PRIORITY.broadcast)).toBe(NEVER)
    expect(timeOf(NEVER)).toBe(NEVER)
  })
})

describe('the order of things at one instant', () => {
  test('is the published one', () => {
    const order = Object.entries(PRIORITY).sort((a, b) => a[1] - b[1])
    expect(order.map(([name]) => name)).toEqual([
      'broadcast',
      'send',
      'online',
      'grant',
      'arrival',
      'act',
      'attempt',
      'completion',
      'expiry',
      'offline',
    ])
  })

  test('fits into a key, each class in a place of its own', () => {
    const classes = Object.values(PRIORITY)
    expect(new Set(classes).size).toBe(classes.length)
    expect(Math.min(...classes)).toBeGreaterThan(0)
    expect(Math.max(...classes)).toBeLessThan(16)
  })
})
