import { beforeAll, describe, expect, test } from 'vitest'
import {
  clock,
  cohort,
  type Document,
  eventsOf,
  HOUR,
  hours,
  MINUTE,
  milliseconds,
  POLL,
  PUSH,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

/** The due times of the device with these polls: the check-ins it would make if it were always online. */
function dueTimes(poll: Document = POLL): Promise<readonly number[]> {
  return timesOf({ poll }, 'checkin-ok', 'poll')
}

/** The check-ins of the device while it is present in these intervals, given in ms. */
function checkins(poll: Document, intervals: readonly (readonly [number, number])[], over: Document = {}) {
  const presence = { kind: 'trace', online: intervals.map((interval) => interval.map(milliseconds)) }
  return storyOf({ fleet: [cohort({ presence })], poll, ...over }, 'checkin')
}

const END = 48 * HOUR

describe('due times', () => {
  test('follow one another by the interval, from a phase anywhere in it', async () => {
    const told = await eventsOf({ fleet: [cohort({ devices: 200 })], poll: POLL, horizon: '3d' })
    const polls = told.filter(({ event }) => event === 'checkin-ok')
    const phases = Array.from({ length: 200 }, (_, i) => {
      const times = polls.filter(({ device }) => device === i + 1).map(({ time }) => time)
      expect(times).toEqual(Array.from({ length: 9 }, (_, k) => times[0]! + k * 8 * HOUR))
      return times[0]! / (8 * HOUR)
    })
    expect(Math.max(...phases)).toBeLessThan(1)
    expect(Math.min(...phases)).toBeGreaterThanOrEqual(0)
    const mean = phases.reduce((sum, phase) => sum + phase, 0) / 200
    expect(Math.abs(mean - 0.5) * Math.sqrt(12 * 200)).toBeLessThan(4)
  })

  test('vary by the jitter, each interval anew', async () => {
    const due = await dueTimes({ ...POLL, jitter: 0.25 })
    const intervals = due.slice(1).map((time, k) => (time - due[k]!) / (8 * HOUR))
    expect(new Set(intervals).size).toBe(intervals.length)
    for (const interval of intervals) expect(Math.abs(interval - 1)).toBeLessThanOrEqual(0.25)
  })

  test('are not moved by other check-ins', async () => {
    const alone = await dueTimes({ ...POLL, jitter: 0.25 })
    const sync = { actions: [{ at: '10h', kind: 'sync' }] }
    expect(await timesOf({ poll: { ...POLL, jitter: 0.25 }, push: PUSH, change: sync }, 'checkin-ok', 'poll')).toEqual(
      alone,
    )
  })

  test('have an interval per platform', async () => {
    const count = async (platform: string) =>
      (
        await timesOf(
          { fleet: [cohort({ platform })], poll: { ...POLL, interval: { android: '4h', windows: 'off' } } },
          'checkin-ok',
        )
      ).length
    expect([await count('android'), await count('ios'), await count('windows')]).toEqual([12, 6, 0])
  })

  test('do not exist with polls off', async () => {
    expect(await timesOf({ poll: 'off' }, 'checkin-ok')).toEqual([])
  })
})

describe('a poll due while offline', () => {
  let due: readonly number[]
  beforeAll(async () => {
    due = await dueTimes()
  })
  const poll = (time: number) => `${clock(time)} 1 checkin-ok poll`

  test('is made up for once, after the reconnect delay, however many fell due', async () => {
    const back = due[3]! + HOUR
    const lines = await checkins({ ...POLL, reconnectDelay: '10m' }, [
      [0, due[0]! + MINUTE],
      [back, END],
    ])
    expect(lines).toEqual([due[0]!, back + 10 * MINUTE, due[4]!, due[5]!].map(poll))
  })

  test('is not made up for when none was due', async () => {
    const lines = await checkins(POLL, [
      [0, due[1]! + HOUR],
      [due[2]! - HOUR, END],
    ])
    expect(lines).toEqual(due.map(poll))
  })

  test('is not made up for when the next due time comes first', async () => {
    const lines = await checkins({ ...POLL, reconnectDelay: '3h' }, [
      [0, due[0]! + 1],
      [due[2]! - HOUR, END],
    ])
    expect(lines).toEqual([due[0]!, due[2]!, due[3]!, due[4]!, due[5]!].map(poll))
  })

  test('is made up for once when the next falls due at the same instant', async () => {
    const lines = await checkins({ ...POLL, reconnectDelay: '1h' }, [[due[2]! - HOUR, END]])
    expect(lines).toEqual(due.slice(2).map(poll))
  })

  test('stays overdue when the device leaves before the delay is over, and the delay begins anew', async () => {
    const back = due[2]! + HOUR
    const again = back + 2 * HOUR
    const lines = await checkins({ ...POLL, reconnectDelay: '30m' }, [
      [back, back + 20 * MINUTE],
      [again, END],
    ])
    expect(lines).toEqual([again + 30 * MINUTE, due[3]!, due[4]!, due[5]!].map(poll))
  })

  test('is made up for although another check-in came in between', async () => {
    const back = due[3]! + HOUR
    const push = { ...PUSH, latency: '1m' }
    const lines = await checkins({ ...POLL, reconnectDelay: '10m' }, [[back, due[4]! - HOUR]], {
      push,
      change: { at: milliseconds(back + MINUTE) },
    })
    expect(lines).toEqual([`${clock(back + 2 * MINUTE)} 1 checkin-ok push`, poll(back + 10 * MINUTE)])
  })

  test('is skipped with next-phase', async () => {
    const lines = await checkins({ ...POLL, onReconnect: 'next-phase' }, [
      [0, due[0]! + 1],
      [due[2]! + HOUR, END],
    ])
    expect(lines).toEqual([due[0]!, due[3]!, due[4]!, due[5]!].map(poll))
  })

  test('draws its delay anew in every offline spell', async () => {
    const backs = [1, 2, 3, 4].map((k) => due[k]! + HOUR)
    const presence = { kind: 'trace', online: backs.map((back) => [back, back + 2 * HOUR].map(milliseconds)) }
    const delayed = { ...POLL, reconnectDelay: { uniform: ['0m', '1h'] } }
    const times = await timesOf({ fleet: [cohort({ presence })], poll: delayed }, 'checkin-ok')
    const delays = times.map((time, k) => time - backs[k]!)
    expect(new Set(delays).size).toBe(4)
    for (const delay of delays) expect(delay).toBeLessThanOrEqual(HOUR)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0)
  })

  test('at the instant of going offline still happens, and at that of coming online happens once', async () => {
    const lines = await checkins(POLL, [
      [due[0]! - HOUR, due[0]!],
      [due[2]!, due[2]! + HOUR],
    ])
    expect(lines).toEqual([due[0]!, due[2]!].map(poll))
  })

  test('does not exist before the start: nothing is overdue there', async () => {
    const lines = await checkins(POLL, [[due[0]! - MINUTE, END]])
    expect(lines).toEqual(due.map(poll))
  })
})

describe('immediately', () => {
  test('every reconnection is a check-in, whether a poll was due or not, beside the polls due while online', async () => {
    const due = await dueTimes()
    const immediately = { ...POLL, onReconnect: 'immediately', reconnectDelay: '1h' }
    const lines = await checkins(immediately, [
      [0, due[0]! + HOUR],
      [due[0]! + 2 * HOUR, due[1]! + HOUR],
      [due[3]! + HOUR, due[3]! + 2 * HOUR],
    ])
    const times = [due[0]!, due[0]! + 2 * HOUR, due[1]!, due[3]! + HOUR]
    expect(lines).toEqual(times.map((time) => `${clock(time)} 1 checkin-ok poll`))
  })
})

describe('polls via push', () => {
  const deaf = { ...PUSH, deadShare: 1 }
  const fleet = [cohort(), cohort({ cohort: 'tablets', platform: 'ipados' })]

  test('a device that no push reaches polls all the same', async () => {
    const times = await timesOf({ fleet, push: deaf, poll: POLL }, 'checkin-ok')
    expect(times).toHaveLength(12)
  })

  test('on the platforms listed it never polls', async () => {
    const told = await eventsOf({ fleet, push: deaf, poll: { ...POLL, viaPush: ['ipados'] } })
    expect(told.filter(({ event }) => event === 'checkin-ok').map(({ device }) => device)).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('nor on reconnecting', async () => {
    const presence = { kind: 'trace', online: [[hours(30), hours(40)]] }
    const immediately = { ...POLL, onReconnect: 'immediately', viaPush: ['android'] }
    expect(await timesOf({ fleet: [cohort({ presence })], push: deaf, poll: immediately }, 'checkin-ok')).toEqual([])
  })

  test('others on the platforms listed do', async () => {
    expect(await timesOf({ push: PUSH, poll: { ...POLL, viaPush: ['android'] } }, 'checkin-ok', 'poll')).toHaveLength(6)
  })
})
