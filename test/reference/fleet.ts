import type { KIND_STATES, State, Trigger } from '../../src/model/vocabulary.ts'
import { type Cohort, KINDS, type Kind, type Rule, type Scenario } from '../../src/scenario/scenario.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import { type Decision, Draws, keyOfName } from './draws.ts'

export type KindState = (typeof KIND_STATES)[number]

export interface User {
  /** Over the whole fleet, from 1. */
  readonly number: number
  /** Index of the cohort that the user is counted in. */
  readonly home: number
  readonly draws: Draws
  /** The wave that takes the user; `null`: none. */
  wave: number | null
}

export interface StoredPush {
  readonly trigger: Trigger
}

export interface Device {
  /** Over the whole fleet, from 1. */
  readonly number: number
  readonly index: number
  readonly cohort: Cohort
  readonly cohortIndex: number
  readonly draws: Draws
  readonly user: User | null
  readonly rules: Record<Kind, Rule>
  /** The kinds whose loss cuts the device off. */
  readonly lifelines: readonly Kind[]
  /** No push ever reaches it. */
  readonly deaf: boolean
  /** Moves only by a ticket or by an administrator's switch. */
  readonly supported: boolean
  readonly attendance: Attendance

  licensed: boolean
  /** The tenant has a valid certificate for Apple's push service, of the topic of this device's enrolment. */
  certified: boolean
  online: boolean
  stranded: boolean
  /** How many times it has gone offline. */
  departures: number
  /** A poll fell due while it was offline. */
  overdue: boolean
  /** A renewal of its channel fell due while it was offline. */
  renewalMissed: boolean
  /** Campaigns whose users wait for the device to come online. */
  portalVisits: number
  stored: StoredPush | null
  /** Refused attempts that will be tried again. */
  retriesWaiting: number
  refusals: number

  /** Its state of management, Apple's certificate apart. */
  authority: State
  changedAt: number | null
  changedByWave: number | null
  lastContact: number
  lastOk: number
  firstCheckin: number | null
  managedAt: number | null
  kinds: Record<Kind, KindState>
  deadlines: Record<Kind, number>
}

export interface Fleet {
  /** By home cohort, then by index. */
  readonly users: readonly User[]
  /** By cohort, then by index. */
  readonly devices: readonly Device[]
}

export const APPLE: readonly string[] = ['ios', 'ipados', 'macos']

/** The wave that moves a device: its user's, unless it does not move by itself. */
export function waveOf({ cohort, user }: Device): number | null {
  return cohort.enrolment === 'user' ? user!.wave : null
}

/** Everybody and everything of a scenario at the start. */
export function makeFleet(scenario: Scenario): Fleet {
  const users = makeUsers(scenario)
  const devices: Device[] = []
  for (const [cohortIndex, cohort] of scenario.cohorts.entries()) {
    const key = keyOfName(scenario.seed, cohort.name)
    for (let index = 0; index < cohort.devices; index++) {
      const draws = new Draws(key, index)
      const user = ownerOf(scenario, users, cohortIndex, index)
      devices.push(makeDevice(scenario, { number: devices.length + 1, index, cohort, cohortIndex, draws, user }))
    }
  }
  return { users: users.flat(), devices }
}

type Identity = Pick<Device, 'number' | 'index' | 'cohort' | 'cohortIndex' | 'draws' | 'user'>

function makeDevice(scenario: Scenario, identity: Identity): Device {
  const { cohort, draws, user } = identity
  const attendance = attendanceOf(cohort.presence, draws)
  const rules = perKind((kind) => {
    const shares = cohort.profiles[kind]
    return shares[
      draws.part(
        shares.map(({ share }) => share),
        `profile${capital(kind)}` as Decision,
      )
    ]!.rule
  })
  return {
    ...identity,
    rules,
    lifelines: lifelinesOf(cohort, draws),
    deaf: draws.happens(scenario.push.deadShare, 'pushDead'),
    supported: cohort.enrolment === 'userless' || (cohort.enrolment === 'dem' && scenario.change.dem === 'stays'),
    attendance,
    licensed: user?.draws.happens(scenario.cohorts[user.home]!.licensed, 'licensed') ?? true,
    certified: true,
    online: attendance.onlineAtStart,
    stranded: false,
    departures: 0,
    overdue: false,
    renewalMissed: false,
    portalVisits: 0,
    stored: null,
    retriesWaiting: 0,
    refusals: 0,
    authority: 'managed_old',
    changedAt: null,
    changedByWave: null,
    lastContact: 0,
    lastOk: Number.NEGATIVE_INFINITY,
    firstCheckin: null,
    managedAt: null,
    kinds: perKind((kind) => (rules[kind] === 'none' ? 'none' : 'old')),
    deadlines: perKind(() => Number.POSITIVE_INFINITY),
  }
}

function lifelinesOf({ dependsOn }: Cohort, draws: Draws): readonly Kind[] {
  if (dependsOn === null || !draws.happens(dependsOn.share, 'dependsOn')) return []
  return draws.happens(dependsOn.fallbackNetwork, 'fallbackNetwork') ? [] : dependsOn.kinds
}

/** The users of each cohort that has users of its own. */
function makeUsers({ cohorts, seed }: Scenario): User[][] {
  let number = 0
  return cohorts.map((cohort, home) => {
    if (cohort.enrolment === 'userless' || cohort.owners !== null) return []
    const key = keyOfName(seed, cohort.name)
    const count = Math.ceil(cohort.devices / cohort.devicesPerUser)
    return Array.from({ length: count }, (_, index) => {
      number++
      return { number, home, draws: new Draws(key, index), wave: null }
    })
  })
}

function ownerOf({ cohorts }: Scenario, users: readonly User[][], cohortIndex: number, index: number): User | null {
  const { enrolment, owners, devicesPerUser } = cohorts[cohortIndex]!
  if (enrolment === 'userless') return null
  if (owners === null) return users[cohortIndex]![Math.floor(index / devicesPerUser)]!
  return users[owners]![index % users[owners]!.length]!
}

export function perKind<T>(make: (kind: Kind) => T): Record<Kind, T> {
  return Object.fromEntries(KINDS.map((kind) => [kind, make(kind)])) as Record<Kind, T>
}

export function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}
