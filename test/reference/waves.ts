import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Fleet, User } from './fleet.ts'

/** Whether a user owns a device in one of the cohorts. */
export function usersOf({ users, devices }: Fleet, cohorts: readonly number[]): readonly User[] {
  const owners = new Set(devices.filter(({ cohortIndex }) => cohorts.includes(cohortIndex)).map(({ user }) => user))
  return users.filter((user) => owners.has(user))
}

/** Gives each user the first wave in file order that takes them. */
export function assignWaves({ change, cohorts }: Scenario, fleet: Fleet): void {
  const sliced = cohorts.map(() => 0)
  for (const [wave, { share, count, cohorts }] of change.waves.entries()) {
    const users = usersOf(fleet, cohorts)
    if (count !== null) {
      const next = users.filter((user) => user.wave === null).slice(0, count)
      for (const user of next) user.wave = wave
      continue
    }
    for (const home of new Set(users.map((user) => user.home))) {
      const from = sliced[home]!
      const to = from + (share ?? 1)
      for (const user of users) {
        if (user.home !== home || user.wave !== null) continue
        const rank = user.draws.uniform('waveRank')
        if (share === null || (rank >= from && rank < to)) user.wave = wave
      }
      sliced[home] = to
    }
  }
}
