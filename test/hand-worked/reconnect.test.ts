import { describe, expect, it } from 'vitest'
import { play, type Story } from './play.ts'

const HOUR = 3_600_000
const EIGHT = 8 * HOUR

/**
 * Online until 30 h, offline until 50 h, online until 51 h 30 min, offline until 70 h, then online. Due every 8 h sharp;
 * the phase shows at the first due time, within the first 8 h. The switch is at 40 h, in the first absence. No pushes.
 * Ten seeds give ten phases, on both sides of every border below.
 */
const seeds = Array.from({ length: 10 }, (_, seed) => `phase-${seed}`)
const presence = {
  kind: 'trace',
  online: [
    ['0h', '30h'],
    ['50h', '51h 30m'],
    ['70h', '120h'],
  ],
}

function run(seed: string, onReconnect: string, reconnectDelay = '0s'): Promise<Story> {
  return play({
    seed,
    horizon: '5d',
    device: { presence },
    change: { at: '40h' },
    push: 'off',
    poll: { interval: '8h', jitter: 0, onReconnect, reconnectDelay },
  })
}

const checkins = (story: Story): number[] => story.times(/^checkin-ok poll$/)

/** The due times of a device, all of them. */
function dueTimes(story: Story): number[] {
  const phase = checkins(story)[0]!
  expect(phase).toBeLessThanOrEqual(EIGHT)
  return Array.from({ length: 15 }, (_, k) => phase + k * EIGHT).filter((time) => time < 120 * HOUR)
}

const within = (times: readonly number[], from: number, to: number): number[] =>
  times.filter((time) => time >= from * HOUR && time < to * HOUR)

describe('a device that was offline when scheduled check-ins were due', () => {
  it.each(seeds)('skips them by the rule next-phase (%s)', async (seed) => {
    const story = await run(seed, 'next-phase')
    const due = dueTimes(story)
    expect(checkins(story)).toEqual([...within(due, 0, 30), ...within(due, 50, 51.5), ...within(due, 70, 120)])
  })

  // 20 h of absence hold two or three due times: one check-in makes up for all of them, at 50 h and at 70 h. (In 18 h 30 min
  // there are two or three as well.) The due times themselves do not move.
  it.each(seeds)('makes up for them once by the rule overdue-poll (%s)', async (seed) => {
    const story = await run(seed, 'overdue-poll')
    const due = dueTimes(story)
    expect(checkins(story)).toEqual([
      ...within(due, 0, 30),
      50 * HOUR,
      ...within(due, 50, 51.5),
      70 * HOUR,
      ...within(due, 70, 120),
    ])
    expect(story.gap('management')).toBe('10h')
  })

  // An hour after reconnecting, at 51 h and 71 h, unless a due time comes first.
  it.each(seeds)('makes up for them after the delay unless one is due before (%s)', async (seed) => {
    const story = await run(seed, 'overdue-poll', '1h')
    const due = dueTimes(story)
    const late = [50, 70].flatMap((back) => (within(due, back, back + 1).length > 0 ? [] : [(back + 1) * HOUR]))
    const expected = [...within(due, 0, 30), ...within(due, 50, 51.5), ...within(due, 70, 120), ...late]
    expect(checkins(story)).toEqual(expected.sort((a, b) => a - b))
  })

  // The delay of 2 h outlasts the presence from 50 h to 51 h 30 min: what was overdue stays so, and waits for 72 h, or
  // for a due time before.
  it.each(seeds)('stays overdue when it leaves before the delay is over (%s)', async (seed) => {
    const story = await run(seed, 'overdue-poll', '2h')
    const due = dueTimes(story)
    const short = within(due, 50, 51.5)
    const late = within(due, 70, 72).length > 0 ? [] : [72 * HOUR]
    const expected = [...within(due, 0, 30), ...short, ...within(due, 70, 120), ...late]
    expect(checkins(story)).toEqual(expected.sort((a, b) => a - b))
  })

  it.each(seeds)('checks in at once by the rule immediately, whether one was due or not (%s)', async (seed) => {
    const story = await run(seed, 'immediately', '1h')
    const due = dueTimes(story)
    expect(checkins(story)).toEqual([
      ...within(due, 0, 30),
      50 * HOUR,
      ...within(due, 50, 51.5),
      70 * HOUR,
      ...within(due, 70, 120),
    ])
  })

  // Offline for an hour only, from 100 h to 101 h.
  it('checks in at once after a short absence in which nothing was due', async () => {
    const blink = {
      kind: 'trace',
      online: [
        ['0h', '100h'],
        ['101h', '120h'],
      ],
    }
    for (const seed of seeds) {
      const poll = { interval: '8h', jitter: 0, onReconnect: 'immediately' }
      const story = await play({
        seed,
        horizon: '5d',
        device: { presence: blink },
        change: { at: '40h' },
        push: 'off',
        poll,
      })
      expect(checkins(story)).toContain(101 * HOUR)
    }
  })

  it('has phases on both sides of the borders in these tests', async () => {
    const due = (await Promise.all(seeds.map((seed) => run(seed, 'next-phase')))).map(dueTimes)
    expect(due.some((times) => within(times, 50, 51).length > 0)).toBe(true)
    expect(due.some((times) => within(times, 50, 51.5).length === 0)).toBe(true)
    expect(due.some((times) => within(times, 70, 71).length > 0)).toBe(true)
    expect(due.some((times) => within(times, 70, 72).length === 0)).toBe(true)
  })
})
