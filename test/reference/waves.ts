import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Fleet, User } from './fleet.ts'

/** Whether a user owns a device in one of the cohorts. */
export function usersOf({ users, devices }: Fleet, cohorts: readonly number[]): readonly User[] {
  const owners = new Set(devices.filter(({ cohortIndex }) => cohorts.includes(cohortIndex)).map(({ user }) => user))
  return users.filter((user) => owners.has(user))
}

/** Gives each user the first wave in file order that takes them. */
export function assignWaves(scenario: Scenario, fleet: Fleet): void {
  const sliced = scenario.cohorts.map(() => 0)
  for (const [wave, { share, count, cohorts }] of scenario.change.waves.entries()) {
    const moving = cohorts.filter((index) => scenario.cohorts[index]!.enrolment === 'user')
    const users = usersOf(fleet, moving)
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
