import { describe, expect, test } from 'vitest'
import {
  cohort,
  DAY,
  type Document,
  eventsOf,
  HOUR,
  milliseconds,
  PUSH,
  runOf,
  storyOf,
  timesOf,
} from '../helpers/story.ts'

function renewing(fields: Document = {}, document: Document = {}): Document {
  return { fleet: [cohort({ platform: 'windows', ...fields })], channelRenewal: '4d', horizon: '20d', ...document }
}

describe('the renewal of the Windows push channel', () => {
  test('is a check-in on a fixed grid, with a phase anywhere in the period', async () => {
    const told = await eventsOf(renewing({ devices: 300 }))
    const phases = Array.from({ length: 300 }, (_, i) => {
      const times = told
        .filter(({ device, detail }) => device === i + 1 && detail === 'channel_renewal')
        .map(({ time }) => time)
      expect(times).toEqual(times.map((_, k) => times[0]! + k * 4 * DAY))
      expect(times).toHaveLength(5)
      return times[0]! / (4 * DAY)
    })
    const mean = phases.reduce((sum, phase) => sum + phase, 0) / 300
    expect(Math.max(...phases)).toBeLessThan(1)
    expect(Math.abs(mean - 0.5) * Math.sqrt(12 * 300)).toBeLessThan(4)
    const early = phases.filter((phase) => phase < 0.25).length / 300
    expect(Math.abs(early - 0.25) / Math.sqrt((0.25 * 0.75) / 300)).toBeLessThan(4)
  })

  test('that falls due offline happens once at the next reconnection, and the grid does not move', async () => {
    const grid = await timesOf(renewing(), 'checkin-ok')
    const back = grid[2]! + DAY
    const [away, again] = [grid[3]! + HOUR, grid[3]! + 2 * HOUR]
    const presence = {
      kind: 'trace',
      online: [
        [milliseconds(back), milliseconds(away)],
        [milliseconds(again), milliseconds(20 * DAY)],
      ],
    }
    expect(await timesOf(renewing({ presence }), 'checkin-ok')).toEqual([back, ...grid.slice(3)])
  })

  test('brings a device under the new authority', async () => {
    const document = renewing({}, { change: { at: '1s' } })
    const lines = await storyOf(document, 'checkin', 'state')
    expect(lines[1]).toMatch(/checkin-ok channel_renewal$/)
    expect(lines[2]).toMatch(/state-managed_new$/)
  })

  test.each(['ios', 'android', 'macos'])('does not exist on %s', async (platform) => {
    expect(await timesOf(renewing({ platform }), 'checkin-ok')).toEqual([])
  })

  test('may be off', async () => {
    expect(await timesOf(renewing({}, { channelRenewal: 'off' }), 'checkin-ok')).toEqual([])
  })

  test('stops retries like any other check-in', async () => {
    const [first] = await timesOf(renewing(), 'checkin-ok')
    const push = { ...PUSH, deadShare: 1, retries: 3, retryEvery: '10m' }
    const changeAt = milliseconds(first! - 15 * 60_000)
    const { load } = await runOf(renewing({}, { push, change: { at: changeAt } }))
    expect(load.total('pushes_due')).toBe(2)
  })
})
