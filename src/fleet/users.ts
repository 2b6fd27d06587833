import { DECISIONS } from '../random/decisions.ts'
import { type Key, nameKey } from '../random/key.ts'
import { uniform } from '../random/uniform.ts'
import type { Cohort, Scenario, Wave } from '../scenario/scenario.ts'
import { Licences } from './licences.ts'

/** Index of a user who does not exist. */
export const NOBODY = -1

/**
 * Who owns which device, who has a licence from when, and which wave takes whom.
 *
 * A user is known by the home cohort and the index in it; every answer is a function of these and the seed, so that it
 * needs no table of users. Random decisions: `licensed`, `licenceDate`, `licenceRemoval`, `waveRank`, all keyed by the
 * user.
 */
export class Users {
  private readonly cohorts: readonly Cohort[]
  private readonly keys: readonly Key[]
  private readonly counts: readonly number[]
  private readonly offsets: readonly number[]
  private readonly slices: readonly (readonly Slice[])[]
  private readonly dates: readonly (readonly LicenceDate[])[]
  private readonly licences = new Licences()

  constructor(scenario: Scenario, replication: Key) {
    this.cohorts = scenario.cohorts
    this.keys = scenario.cohorts.map((cohort) => nameKey(replication, cohort.name))
    this.counts = scenario.cohorts.map((cohort) =>
      cohort.owners !== null || cohort.enrolment === 'userless' ? 0 : Math.ceil(cohort.devices / cohort.devicesPerUser),
    )
    const offsets: number[] = []
    let before = 0
    for (const count of this.counts) {
      offsets.push(before)
      before += count
    }
    this.offsets = offsets
    this.dates = scenario.cohorts.map((_, home) => this.datesOf(scenario, home))
    this.slices = this.cut(scenario.change.waves)
  }

  /** The cohort that the owners of this cohort's devices belong to. */
  home(cohort: number): number {
    return this.cohorts[cohort]!.owners ?? cohort
  }

  /** Index of the owner of a device in the home cohort, or `NOBODY`. */
  ownerOf(cohort: number, index: number): number {
    const { enrolment, owners, devicesPerUser } = this.cohorts[cohort]!
    if (enrolment === 'userless') return NOBODY
    return owners === null ? Math.floor(index / devicesPerUser) : index % this.counts[owners]!
  }

  /** The user's number over the whole fleet, from 1; 0 for `NOBODY`. */
  numberOf(home: number, user: number): number {
    return user === NOBODY ? 0 : this.offsets[home]! + user + 1
  }

  /** The user's licence over time. The object is used again for the next question. */
  licencesOf(home: number, user: number): Licences {
    const { k0, k1 } = this.keys[home]!
    const { licensed } = this.cohorts[home]!
    const { licences } = this
    licences.reset(licensed >= 1 || (licensed > 0 && uniform(k0, k1, user, DECISIONS.licensed, 0) < licensed))
    for (const { index, at, share, users, remove, ordinal } of this.dates[home]!) {
      if (user >= users || licences.finally !== remove) continue
      const decision = remove ? DECISIONS.licenceRemoval : DECISIONS.licenceDate
      if (share >= 1 || uniform(k0, k1, user, decision, ordinal) < share) licences.change(at, index)
    }
    return licences
  }

  /** Index of the wave that takes the user, in file order; −1: none. */
  waveOf(home: number, user: number): number {
    return this.waveAmong(this.slices[home]!, home, user)
  }

  private waveAmong(slices: readonly Slice[], home: number, user: number): number {
    let rank = Number.NaN
    for (const slice of slices) {
      if (user >= slice.users) continue
      if (slice.from === 0 && slice.to >= 1) return slice.wave
      if (Number.isNaN(rank)) {
        const { k0, k1 } = this.keys[home]!
        rank = uniform(k0, k1, user, DECISIONS.waveRank, 0)
      }
      if (rank >= slice.from && rank < slice.to) return slice.wave
    }
    return -1
  }

  /** Resolves the waves to slices of each home cohort. Linear in the users only where a wave has a `count`. */
  private cut(waves: readonly Wave[]): readonly (readonly Slice[])[] {
    const slices: Slice[][] = this.cohorts.map(() => [])
    const taken = this.cohorts.map(() => 0)
    waves.forEach((wave, index) => {
      let left = wave.count ?? 0
      const movable = wave.cohorts.filter((cohort) => this.cohorts[cohort]!.enrolment === 'user')
      for (const [home, users] of this.reach(movable)) {
        const earlier = slices[home]!
        if (wave.count === null) {
          const from = taken[home]!
          taken[home] = from + (wave.share ?? 1)
          // Without a share it is everybody who is left, whatever their rank.
          earlier.push(
            wave.share === null
              ? { wave: index, users, from: 0, to: 1 }
              : { wave: index, users, from, to: taken[home]! },
          )
        } else {
          let user = 0
          for (; user < users && left > 0; user++) if (this.waveAmong(earlier, home, user) < 0) left--
          earlier.push({ wave: index, users: user, from: 0, to: 1 })
        }
      }
    })
    return slices
  }

  /** The dates that reach a home cohort, by time and then in file order; places count among those of the same kind. */
  private datesOf({ change }: Scenario, home: number): LicenceDate[] {
    const dates: LicenceDate[] = []
    change.licences.forEach(({ at, share, cohorts, remove }, index) => {
      const users = this.reach(cohorts).get(home) ?? 0
      if (users === 0) return
      const ordinal = dates.filter((other) => other.remove === remove).length
      dates.push({ index, at, share, users, remove, ordinal })
    })
    return dates.sort((a, b) => a.at - b.at || a.index - b.index)
  }

  /** The home cohorts of the owners, in file order, and how many of their first users own a device in these cohorts. */
  private reach(cohorts: readonly number[]): ReadonlyMap<number, number> {
    const reach = new Map<number, number>()
    for (const cohort of cohorts) {
      if (this.cohorts[cohort]!.enrolment === 'userless') continue
      const home = this.home(cohort)
      const users = cohort === home ? this.counts[home]! : Math.min(this.cohorts[cohort]!.devices, this.counts[home]!)
      reach.set(home, Math.max(users, reach.get(home) ?? 0))
    }
    return new Map([...reach].sort(([a], [b]) => a - b))
  }
}

/** A licence date for the first `users` of a home cohort; `ordinal` is its place among those of its kind that reach the cohort. */
interface LicenceDate {
  readonly index: number
  readonly at: number
  readonly share: number
  readonly users: number
  readonly remove: boolean
  readonly ordinal: number
}

/** Of the first `users` of a home cohort, those with a rank in [from, to). */
interface Slice {
  readonly wave: number
  readonly users: number
  readonly from: number
  readonly to: number
}
