import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { NOBODY, Users } from '../../src/fleet/users.ts'
import { replicationKey, rootKey } from '../../src/random/key.ts'
import { cohort, type Document, scenarioOf } from '../helpers/story.ts'

function usersOf(fleet: readonly Document[], change: Document = {}, seed = 'users'): Users {
  const scenario = scenarioOf({ fleet, change, seed })
  return new Users(scenario, replicationKey(rootKey(scenario.seed), 0))
}

function named(name: string, devices: number, fields: Document = {}): Document {
  return cohort({ cohort: name, devices, ...fields })
}

/** The wave of every user of a home cohort. */
function wavesOf(users: Users, home: number, count: number): number[] {
  return Array.from({ length: count }, (_, user) => users.waveOf(home, user))
}

function wave(name: string, fields: Document = {}): Document {
  return { name, at: '10h', ...fields }
}

const z = (found: number, n: number, share: number) =>
  Math.abs(found / n - share) / Math.sqrt((share * (1 - share)) / n)

describe('who owns a device', () => {
  test('devices belong to users in order, as many to each as said', () => {
    const users = usersOf([named('phones', 7, { devicesPerUser: 3 })])
    expect(Array.from({ length: 7 }, (_, i) => users.ownerOf(0, i))).toEqual([0, 0, 0, 1, 1, 1, 2])
    expect(users.home(0)).toBe(0)
  })

  test('devices with owners go round the users of the other cohort', () => {
    const users = usersOf([named('laptops', 5, { owners: 'phones' }), named('phones', 4, { devicesPerUser: 2 })])
    expect(Array.from({ length: 5 }, (_, i) => users.ownerOf(0, i))).toEqual([0, 1, 0, 1, 0])
    expect(users.home(0)).toBe(1)
  })

  test('devices without a user belong to nobody', () => {
    const users = usersOf([named('kiosks', 2, { enrolment: 'userless' })])
    expect(users.ownerOf(0, 1)).toBe(NOBODY)
    expect(users.numberOf(0, NOBODY)).toBe(0)
  })

  test('users are numbered over the fleet from 1, home cohort after home cohort', () => {
    const users = usersOf([
      named('phones', 5, { devicesPerUser: 2 }),
      named('kiosks', 9, { enrolment: 'userless' }),
      named('laptops', 9, { owners: 'phones' }),
      named('tablets', 2),
    ])
    const numbers = [users.numberOf(0, 0), users.numberOf(0, 2), users.numberOf(3, 0), users.numberOf(3, 1)]
    expect(numbers).toEqual([1, 3, 4, 5])
  })
})

const LICENSED = -1
const UNLICENSED = -2

/** How the user comes to a first licence: from the start, by the date of this index, or never. */
function firstLicence(users: Users, home: number, user: number): number {
  const licences = users.licencesOf(home, user)
  if (licences.initially) return LICENSED
  return licences.firstFrom(Number.NEGATIVE_INFINITY) === Number.POSITIVE_INFINITY ? UNLICENSED : licences.found
}

describe('licences', () => {
  test('all or none have one where the share says so', () => {
    const users = usersOf([named('phones', 1), named('tablets', 1, { licensed: 0 })])
    expect([firstLicence(users, 0, 0), firstLicence(users, 1, 0)]).toEqual([LICENSED, UNLICENSED])
  })

  test('a share of the users has one from the start, and a share of the others from a date', () => {
    const n = 5000
    const users = usersOf([named('phones', n, { licensed: 0.6 })], {
      licences: [
        { at: '2d', share: 0.25 },
        { at: '1d 6h', share: 0.5 },
      ],
    })
    const licences = Array.from({ length: n }, (_, user) => firstLicence(users, 0, user))
    const count = (licence: number) => licences.filter((other) => other === licence).length
    expect(z(count(LICENSED), n, 0.6)).toBeLessThan(4)
    // The earlier of the dates that give one counts.
    expect(z(count(1), n, 0.4 * 0.5)).toBeLessThan(4)
    expect(z(count(0), n, 0.4 * 0.5 * 0.25)).toBeLessThan(4)
    expect(z(count(UNLICENSED), n, 0.4 * 0.5 * 0.75)).toBeLessThan(4)
  })

  test('a date for a cohort gives to the owners of its devices', () => {
    const users = usersOf([named('phones', 2, { licensed: 0 }), named('laptops', 1, { owners: 'phones' })], {
      licences: [{ at: '2d', cohorts: ['laptops'] }],
    })
    expect([0, 1].map((user) => firstLicence(users, users.home(1), user))).toEqual([0, UNLICENSED])
  })

  test('a date for other people changes nobody’s draw', () => {
    const fleet = [named('phones', 500, { licensed: 0 }), named('tablets', 5, { licensed: 0 })]
    const own = { at: '2d', share: 0.5, cohorts: ['phones'] }
    const other = { at: '1d', share: 0.5, cohorts: ['tablets'] }
    const dates = (licences: readonly (Document & { at: string })[]) => {
      const users = usersOf(fleet, { licences })
      return Array.from({ length: 500 }, (_, user) => licences[firstLicence(users, 0, user)]?.at)
    }
    expect(dates([other, own])).toEqual(dates([own]))
  })

  test('a removal takes the licence of those who have one, and a later date gives it back', () => {
    const users = usersOf([named('phones', 1)], {
      licences: [{ at: '1d 6h', remove: true }, { at: '1d 9h' }, { at: '1d 2h' }],
    })
    const licences = users.licencesOf(0, 0)
    const hour = 3_600_000
    expect([29, 30, 32, 33].map((at) => licences.isLicensed(at * hour))).toEqual([true, false, false, true])
    expect([29, 30, 31].map((since) => licences.firstFrom(since * hour) / hour)).toEqual([29, 30, 33])
  })

  test('a removal for a share takes it from as many of those who have one', () => {
    const n = 5000
    const users = usersOf([named('phones', n, { licensed: 0.6 })], {
      licences: [{ at: '1d', share: 0.3, remove: true }],
    })
    let lost = 0
    for (let user = 0; user < n; user++) {
      const licences = users.licencesOf(0, user)
      if (licences.initially && !licences.finally) lost++
      expect(!licences.initially && licences.finally).toBe(false)
    }
    expect(z(lost, n, 0.6 * 0.3)).toBeLessThan(4)
  })
})

describe('waves', () => {
  test('a wave without share or count takes all users of its cohorts', () => {
    const users = usersOf([named('phones', 3), named('tablets', 3)], { waves: [wave('one', { cohorts: ['tablets'] })] })
    expect([wavesOf(users, 0, 3), wavesOf(users, 1, 3)]).toEqual([
      [-1, -1, -1],
      [0, 0, 0],
    ])
  })

  test('shares are of all users of the cohorts, in successive slices', () => {
    const n = 8000
    const users = usersOf([named('phones', n)], {
      waves: [wave('a', { share: 0.1 }), wave('b', { share: 0.3 }), wave('c', { share: 0.4 })],
    })
    const waves = wavesOf(users, 0, n)
    for (const [index, share] of [0.1, 0.3, 0.4].entries()) {
      expect(z(waves.filter((other) => other === index).length, n, share)).toBeLessThan(4)
    }
  })

  test('shares that exceed the whole leave later waves empty', () => {
    const users = usersOf([named('phones', 500)], {
      waves: [wave('a', { share: 0.7 }), wave('b'), wave('c', { share: 0.5 })],
    })
    const waves = new Set(wavesOf(users, 0, 500))
    expect([...waves].sort()).toEqual([0, 1])
  })

  test('a wave that all belong to wins over none before it: earlier slices keep theirs', () => {
    const users = usersOf([named('phones', 500)], { waves: [wave('a', { share: 0.2 }), wave('b')] })
    const alone = usersOf([named('phones', 500)], { waves: [wave('a', { share: 0.2 })] })
    expect(wavesOf(users, 0, 500).map((other) => other === 0)).toEqual(
      wavesOf(alone, 0, 500).map((other) => other === 0),
    )
  })

  test('a count takes users in file order, and goes on in the next cohort', () => {
    const users = usersOf([named('phones', 3), named('tablets', 4)], { waves: [wave('a', { count: 5 })] })
    expect(wavesOf(users, 0, 3)).toEqual([0, 0, 0])
    expect(wavesOf(users, 1, 4)).toEqual([0, 0, -1, -1])
  })

  test('a count skips those already taken', () => {
    const n = 300
    const users = usersOf([named('phones', n)], {
      waves: [wave('a', { share: 0.5 }), wave('b', { count: 20 }), wave('c', { count: 10 })],
    })
    const waves = wavesOf(users, 0, n)
    const left = Array.from({ length: n }, (_, user) => user).filter((user) => waves[user] !== 0)
    expect(left.slice(0, 30).map((user) => waves[user])).toEqual([...Array(20).fill(1), ...Array(10).fill(2)])
    expect(left.slice(30).every((user) => waves[user] === -1)).toBe(true)
  })

  test('a count uses none of the shares: later shares are of those it has left over', () => {
    const n = 4000
    const users = usersOf([named('phones', n)], { waves: [wave('a', { count: 1000 }), wave('b', { share: 0.5 })] })
    const waves = wavesOf(users, 0, n)
    expect(waves.slice(0, 1000).every((other) => other === 0)).toBe(true)
    expect(z(waves.slice(1000).filter((other) => other === 1).length, 3000, 0.5)).toBeLessThan(4)
  })

  test('a count of more users than there are takes all', () => {
    const users = usersOf([named('phones', 3)], { waves: [wave('a', { count: 99 })] })
    expect(wavesOf(users, 0, 3)).toEqual([0, 0, 0])
  })

  test('a wave on a cohort with owners takes the users who own a device in it', () => {
    const fleet = [named('phones', 10), named('laptops', 4, { owners: 'phones' })]
    const users = usersOf(fleet, { waves: [wave('a', { cohorts: ['laptops'] })] })
    expect(wavesOf(users, 0, 10)).toEqual([0, 0, 0, 0, -1, -1, -1, -1, -1, -1])
    const counted = usersOf(fleet, { waves: [wave('a', { cohorts: ['laptops'], count: 6 })] })
    expect(wavesOf(counted, 0, 10)).toEqual([0, 0, 0, 0, -1, -1, -1, -1, -1, -1])
  })

  test('slices run per home cohort: a cohort and the one of its owners share them', () => {
    const n = 4000
    const users = usersOf([named('phones', n), named('laptops', n, { owners: 'phones' })], {
      waves: [wave('a', { cohorts: ['phones'], share: 0.3 }), wave('b', { cohorts: ['laptops'], share: 0.3 })],
    })
    const waves = wavesOf(users, 0, n)
    expect(z(waves.filter((other) => other === 1).length, n, 0.3)).toBeLessThan(4)
    expect(z(waves.filter((other) => other === -1).length, n, 0.4)).toBeLessThan(4)
  })

  test('devices without users, and those of enrolment managers, count for nothing in a wave', () => {
    const fleet = [
      named('kiosks', 5, { enrolment: 'userless' }),
      named('managers', 5, { enrolment: 'dem' }),
      named('phones', 5),
    ]
    const users = usersOf(fleet, { waves: [wave('a', { count: 2 })] })
    expect(wavesOf(users, 2, 5)).toEqual([0, 0, -1, -1, -1])
    expect(wavesOf(users, 1, 5)).toEqual([-1, -1, -1, -1, -1])
  })

  const fleets = fc.array(
    fc.record({ devices: fc.integer({ min: 1, max: 40 }), devicesPerUser: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  const plans = fc.array(
    fc.record({
      take: fc.oneof(
        fc.record({ share: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20) }),
        fc.record({ count: fc.integer({ min: 1, max: 30 }) }),
        fc.constant({}),
      ),
      cohorts: fc.array(fc.nat(3), { maxLength: 3 }),
    }),
    { maxLength: 5 },
  )

  function planned(
    fleet: readonly { devices: number; devicesPerUser: number }[],
    plan: readonly { take: Document; cohorts: readonly number[] }[],
  ) {
    const cohorts = fleet.map(({ devices, devicesPerUser }, i) => named(`c${i}`, devices, { devicesPerUser }))
    const waves = plan.map(({ take, cohorts: chosen }, i) => {
      const names = [...new Set(chosen.map((index) => `c${index % fleet.length}`))]
      return wave(`w${i}`, { ...take, ...(names.length > 0 ? { cohorts: names } : {}) })
    })
    return { cohorts, waves }
  }

  test.prop([fleets, plans], { numRuns: 60 })(
    'a user is in one wave that covers the cohort, or in none',
    (fleet, plan) => {
      const { cohorts, waves } = planned(fleet, plan)
      const users = usersOf(cohorts, { waves })
      const counted = waves.map(() => 0)
      fleet.forEach(({ devices, devicesPerUser }, home) => {
        for (const found of wavesOf(users, home, Math.ceil(devices / devicesPerUser))) {
          if (found === -1) continue
          counted[found]!++
          const { cohorts: names } = waves[found] as { cohorts?: readonly string[] }
          expect(names ?? [`c${home}`]).toContain(`c${home}`)
        }
      })
      waves.forEach((each, i) => {
        const { count, share } = each as { count?: number; share?: number }
        if (count !== undefined) expect(counted[i]).toBeLessThanOrEqual(count)
        if (share === 0) expect(counted[i]).toBe(0)
      })
    },
  )

  test.prop([fleets, plans, fc.integer({ min: 1, max: 50 })], { numRuns: 60 })(
    'a cohort added at the end changes nobody’s wave',
    (fleet, plan, devices) => {
      const { cohorts, waves } = planned(fleet, plan)
      const before = usersOf(cohorts, { waves })
      const after = usersOf([...cohorts, named('new', devices)], { waves })
      fleet.forEach((each, home) => {
        const count = Math.ceil(each.devices / each.devicesPerUser)
        expect(wavesOf(after, home, count)).toEqual(wavesOf(before, home, count))
      })
    },
  )

  test.prop([fleets, plans], { numRuns: 60 })('a wave added for other people changes nobody’s wave', (fleet, plan) => {
    const { cohorts, waves } = planned(fleet, plan)
    const others = named('others', 20)
    const explicit = waves.map((each) => ({ cohorts: fleet.map((_, i) => `c${i}`), ...each }))
    const before = usersOf([...cohorts, others], { waves: explicit })
    const after = usersOf([...cohorts, others], {
      waves: [...explicit, wave('new', { share: 0.5, cohorts: ['others'] })],
    })
    fleet.forEach((each, home) => {
      const count = Math.ceil(each.devices / each.devicesPerUser)
      expect(wavesOf(after, home, count)).toEqual(wavesOf(before, home, count))
    })
  })
})
