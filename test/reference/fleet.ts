import type { KIND_STATES, State, Trigger } from '../../src/model/vocabulary.ts'
import {
  type Action,
  type Apns,
  type Cohort,
  KINDS,
  type Kind,
  type Rule,
  type Scenario,
} from '../../src/scenario/scenario.ts'
import { arrivalOf } from './arrivals.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import { type Decision, Draws, keyOfName } from './draws.ts'
import type { LicenceChange } from './licences.ts'

export type KindState = (typeof KIND_STATES)[number]

export type Topic = Apns['uploads'][number]['topic']

export interface User {
  /** Over the whole fleet, from 1. */
  readonly number: number
  /** Index of the cohort that the user is counted in. */
  readonly home: number
  readonly draws: Draws
  /** The wave that takes the user; `null`: none. */
  wave: number | null
  /** When the user has a licence and when not, in order; what came before the start is in `licensed` of the devices. */
  licences: readonly LicenceChange[]
  /** When an in-place plan moves the user. */
  movedAt: number
}

export interface StoredPush {
  readonly trigger: Trigger
}

/** A remote action on its way to a device. */
export interface PendingAction {
  readonly action: Action
  /** Number of its draws. */
  readonly index: number
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
  lifelines: readonly Kind[]
  /** No push ever reaches it. */
  readonly deaf: boolean
  /** Moves only by a ticket or by an administrator's switch. */
  readonly supported: boolean
  readonly attendance: Attendance

  /** When a new device arrives; `null`: it is there from the start. */
  readonly arrivesAt: number | null
  arrived: boolean
  licensed: boolean
  /** The tenant has a valid certificate for Apple's push service. */
  tenantCertified: boolean
  /** The topic of that certificate, or of the last one. */
  tenantTopic: Topic
  /** The topic of this device's enrolment. */
  topic: Topic
  online: boolean
  /** Its presence would have it online, whatever keeps it from being so. */
  present: boolean
  /** A restart keeps it offline: for a while, or locked until it next comes. */
  held: 'timed' | 'locked' | null
  holds: number
  /** Numbers the courses of its presence and of its polls: a device that is helped back starts new ones. */
  course: number
  /** The random bits of the intervals between its polls. */
  intervals: (() => number) | null
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

  /** It reports to the simulated service. */
  enrolled: boolean
  /** How many enrolments and unenrolments it has behind it: what was planned in an earlier one is dropped. */
  epoch: number
  unenrolments: number
  /** Which authority it is under, or was told to go to. */
  service: 'old' | 'new'
  /** Its state of management, the certificates apart. */
  authority: State
  /** How many attempts to enrol it has made. */
  attempts: number
  attempt: { state: 'planned' | 'waiting' | 'running'; at: number } | null
  /** Why the last attempt since its unenrolment came to nothing. */
  trouble: 'apns' | 'licence' | 'other' | null
  retired: boolean
  /** Its record is deleted, by an action or a clean-up. */
  deleted: boolean
  /** A user's act waits for the device to come online. */
  actWaits: boolean
  /** A new enrolment by hand waits for it, of an action or of the help desk. */
  readonly reenrolWaits: (PendingAction | 'help')[]
  enrolledAt: number | null
  /** It has had no successful check-in since its change. */
  untouched: boolean
  /** Its data were wiped, and the settings come back with the next check-in. */
  wiped: boolean
  /** End of its identity certificate; `NaN`: none, or none that matters. */
  certificateEnd: number
  expired: boolean
  hidden: boolean
  inContact: boolean
  compliant: boolean
  reported: { value: boolean; until: number } | null
  /** Access: what is enforced, and how often it has been taken and given. */
  readonly access: {
    enforced: boolean
    good: boolean
    blocked: boolean
    tokens: number
    blocks: number
    unblocks: number
    /** Changes with every gain and loss of what access needs. */
    turn: number
  }
  pending: PendingAction[]
  /** Actions that need time online, with what is left of it. */
  readonly slow: { readonly pending: PendingAction; left: number; since: number }[]
  readonly categorised: boolean
  category: 'kept' | 'lost' | 'queued'
  /** A certificate is asked for, or issued while the device was away. */
  issuance: 'asked' | 'issued' | null
  /** Since when pushes of a pool go to it, and for which trigger. */
  pooled: Trigger | null
  /** Calls of its user to the help desk. */
  readonly calls: {
    number: number
    /** Calls of this gap that were answered. */
    answered: number
    /** The gap of the call in service is over. */
    outlived: boolean
    periodOpen: boolean
    state: 'planned' | 'waiting' | 'served' | null
    turn: number
  }
  /** When it came under the new authority and left it, in turn. */
  readonly moves: number[]
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
  const { cohort, draws } = identity
  const attendance = attendanceOf(cohort.presence, draws)
  const arrivesAt = arrivalOf(cohort, draws)
  const enrolled = arrivesAt === null && (scenario.change.kind === 'in-place' || scenario.change.kind === 'coexistence')
  const bare = arrivesAt !== null || scenario.change.kind === 'set'
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
    arrivesAt,
    arrived: arrivesAt === null,
    licensed: true,
    tenantCertified: true,
    tenantTopic: 'original',
    topic: 'original',
    online: attendance.onlineAtStart,
    present: attendance.onlineAtStart,
    held: null,
    holds: 0,
    course: 0,
    intervals: null,
    stranded: false,
    departures: 0,
    overdue: false,
    renewalMissed: false,
    portalVisits: 0,
    stored: null,
    retriesWaiting: 0,
    refusals: 0,
    enrolled,
    epoch: 0,
    unenrolments: 0,
    service: 'old',
    authority: bare ? 'unenrolled' : 'managed_old',
    attempts: 0,
    attempt: null,
    trouble: null,
    retired: false,
    deleted: false,
    actWaits: false,
    reenrolWaits: [],
    enrolledAt: null,
    untouched: false,
    wiped: false,
    certificateEnd: Number.NaN,
    expired: false,
    hidden: false,
    inContact: false,
    compliant: false,
    reported: null,
    access: { enforced: false, good: true, blocked: false, tokens: 0, blocks: 0, unblocks: 0, turn: 0 },
    pending: [],
    slow: [],
    categorised: scenario.change.kind === 'in-place' && draws.happens(cohort.category, 'category'),
    category: 'kept',
    issuance: null,
    pooled: null,
    calls: { number: 0, answered: 0, outlived: false, periodOpen: false, state: null, turn: 0 },
    moves: [],
    changedAt: null,
    changedByWave: null,
    lastContact: Number.NEGATIVE_INFINITY,
    lastOk: Number.NEGATIVE_INFINITY,
    firstCheckin: null,
    managedAt: null,
    kinds: perKind((kind) => (bare ? bareState(rules[kind]) : rules[kind] === 'none' ? 'none' : 'old')),
    deadlines: perKind(() => Number.POSITIVE_INFINITY),
  }
}

/** What a device that no service manages has of a kind: nothing, and it lacks what it will need. */
export function bareState(rule: Rule): 'none' | 'missing' {
  return rule === 'none' || rule === 'dropped' ? 'none' : 'missing'
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
      return { number, home, draws: new Draws(key, index), wave: null, licences: [], movedAt: Number.POSITIVE_INFINITY }
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
