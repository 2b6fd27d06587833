import type { Cohort, Scenario } from '../scenario.ts'

/** Those whom one date of the plan moves. */
export interface Group {
  /** Index of the wave, which is also that of its readiness; the number of waves for those in none. */
  readonly index: number
  /** Name of the wave; `null` for those in none. */
  readonly wave: string | null
  /** When it is their turn: in-place never after the switch, with coexistence at `change.at`. */
  readonly at: number
  /** By cohort, the expected share of its devices. */
  readonly shares: readonly number[]
}

/** Users of a cohort that are its own; the devices of a cohort with owners belong to the users of another. */
export function ownUsers({ devices, devicesPerUser, owners, enrolment }: Cohort): number {
  return owners !== null || enrolment === 'userless' ? 0 : Math.ceil(devices / devicesPerUser)
}

/** The cohorts whose users own devices of `cohorts`, and the share of these users who do. */
export function reachOf(all: readonly Cohort[], cohorts: readonly number[]): ReadonlyMap<number, number> {
  const reach = new Map<number, number>()
  for (const index of cohorts) {
    const { enrolment, owners, devices } = all[index]!
    if (enrolment === 'userless') continue
    const home = owners ?? index
    const share = owners === null ? 1 : Math.min(1, devices / ownUsers(all[home]!))
    reach.set(home, Math.max(share, reach.get(home) ?? 0))
  }
  return reach
}

/** Splits the fleet by the dates at which it moves, in expected shares; without a user, devices are in the last group. */
export function groupsOf({ cohorts, change }: Scenario): Group[] {
  const left = cohorts.map(() => 1)
  const spread = (taken: readonly number[], others: number): number[] =>
    cohorts.map(({ enrolment, owners }, index) => (enrolment === 'user' ? taken[owners ?? index]! : others))
  const waves = change.waves.map((wave, index): Group => {
    const taken = cohorts.map(() => 0)
    let wanted = wave.count ?? 0
    const movable = wave.cohorts.filter((cohort) => cohorts[cohort]!.enrolment === 'user')
    for (const [home, reached] of reachOf(cohorts, movable)) {
      const users = ownUsers(cohorts[home]!)
      const asked = wave.count === null ? (wave.share ?? 1) * reached : wanted / users
      taken[home] = Math.min(asked, left[home]!)
      left[home] = left[home]! - taken[home]!
      wanted -= taken[home]! * users
    }
    return { index, wave: wave.name, at: turn(change, wave.at), shares: spread(taken, 0) }
  })
  return [...waves, { index: waves.length, wave: null, at: change.at, shares: spread(left, 1) }]
}

function turn({ kind, at }: Scenario['change'], wave: number): number {
  if (kind === 'coexistence') return at
  return kind === 'in-place' ? Math.min(wave, at) : wave
}
