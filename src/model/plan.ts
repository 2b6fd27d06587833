import { Users } from '../fleet/users.ts'
import { type Key, nameKey, replicationKey, rootKey } from '../random/key.ts'
import { Residual } from '../random/residual.ts'
import { Sampler } from '../random/sampler.ts'
import { type Campaign, type Cohort, KINDS, type Kind, type Scenario } from '../scenario/scenario.ts'
import { type ActionPlan, actionPlansOf } from './actions/action-plan.ts'
import { type ActionDate, switchDatesOf, type Tickets, ticketsOf } from './change/support.ts'
import { apnsOutages, TOPICS } from './contact/apns.ts'
import { readsHistory } from './contact/history.ts'
import { type Behaviours, behavioursOf } from './contact/presence.ts'
import { type Readiness, readinessOf } from './profiles/settings.ts'
import { isApple, type Message, messagesOf } from './push/messages.ts'
import { type Traits, traitsOf } from './traits.ts'

/**
 * A scenario made ready for devices: everything that is the same for all devices of a cohort, computed once. Broadcasts
 * are dates of this plan; nothing here depends on how a device fares.
 */
export interface Plan {
  readonly scenario: Scenario
  readonly users: Users
  readonly cohorts: readonly CohortPlan[]
  readonly devices: number
  /** Index of every message the service sends, by which devices know their pushes. */
  readonly messages: readonly Message[]
  readonly tickets: Tickets
  readonly latency: Sampler
  readonly reconnectDelay: Sampler
  /** Devices meet: at the service, which is limited (`throttled`), or at another station. */
  readonly coupled: boolean
  readonly throttled: boolean
  /** There is conditional access; there is a help desk. */
  readonly guarded: boolean
  readonly helped: boolean
  readonly retryAfter: Sampler
  /** When the tenant has no valid APNs certificate of any topic: begin and end alternating. */
  readonly tenantOutages: readonly number[]
  /** By wave and by licence date, what announces the change to those it moves; −1 or none: no push does. */
  readonly waveMessages: readonly number[]
  readonly licenceMessages: readonly number[]
  /** By index of the action in the scenario; −1: no push announces it. */
  readonly actionMessages: readonly number[]
  readonly migrateDelay: Sampler
  readonly migratePause: Sampler
  /** Bits of the kinds assigned through device categories. */
  readonly categoryKinds: number
}

export interface CohortPlan {
  readonly index: number
  readonly cohort: Cohort
  /** Number of the first device of the cohort over the whole fleet, from 0. */
  readonly first: number
  readonly home: number
  readonly key: Key
  readonly homeKey: Key
  readonly apple: boolean
  readonly windows: boolean
  readonly behaviours: Behaviours
  readonly traits: Traits
  /** Poll interval, ms; 0: no polls. */
  readonly interval: number
  readonly intervals: Sampler
  readonly pollPhase: Residual
  readonly deafPolls: boolean
  readonly channelRenewal: number
  readonly timeToLive: number
  /** The messages to all devices of the cohort. */
  readonly addressed: readonly number[]
  /** Key of a message's draws for the devices of this cohort, by message. */
  readonly messageKeys: readonly Key[]
  /** By topic: begin and end of the times in which no certificate of it is valid, alternating; empty unless Apple. */
  readonly outages: readonly (readonly number[])[]
  /** By wave, and last for those in none. */
  readonly readiness: readonly Readiness[]
  /** By wave, and last for those in none: the message of each readiness date. */
  readonly readyMessages: readonly ReadonlyMap<number, number>[]
  readonly supportMessage: number
  readonly retentionMax: readonly Sampler[]
  readonly switchDates: readonly ActionDate[]
  readonly campaigns: readonly CampaignPlan[]
  readonly actions: readonly ActionPlan[]
  /** The devices are there from the start. */
  readonly inFleet: boolean
  readonly canary: boolean
  readonly enrolling: { readonly duration: Sampler; readonly failure: number; readonly retry: Sampler }
  readonly workloads: readonly WorkloadPlan[]
  readonly categoryMessage: number
  /** Something reads when the devices had their last contact before the start. */
  readonly readsHistory: boolean
}

/** From `at` the new authority delivers the kinds whose bits are set. */
export interface WorkloadPlan {
  readonly at: number
  readonly kinds: number
}

export interface CampaignPlan {
  readonly at: number
  readonly response: number
  readonly delay: Sampler
  readonly ordinal: number
}

/** Computes the plan of one replication. */
export function planOf(scenario: Scenario, replication = 0): Plan {
  const key = replicationKey(rootKey(scenario.seed), replication)
  const users = new Users(scenario, key)
  const keys = scenario.cohorts.map((cohort) => nameKey(key, cohort.name))
  const tickets = ticketsOf(scenario, keys)
  const { canary, change, push, stations } = scenario
  const readiness = change.settingsReady.map(readinessOf)
  const outages = TOPICS.map((topic) => apnsOutages(scenario, topic))
  const messages = messagesOf(scenario, key, keys, readiness, outages[0]!.length > 0)
  const retentionMax = KINDS.map((kind) => new Sampler(scenario.retention.max[kind]))

  let first = 0
  const cohorts = scenario.cohorts.map((cohort, index): CohortPlan => {
    const interval = scenario.poll.interval[cohort.platform] ?? 0
    const { jitter } = scenario.poll
    const intervals = new Sampler(
      jitter === 0
        ? { kind: 'constant', value: interval }
        : { kind: 'uniform', low: interval * (1 - jitter), high: interval * (1 + jitter) },
    )
    const apple = isApple(cohort.platform)
    const windows = cohort.platform === 'windows'
    const home = users.home(index)
    const plan: CohortPlan = {
      index,
      cohort,
      first,
      home,
      key: keys[index]!,
      homeKey: keys[home]!,
      apple,
      windows,
      behaviours: behavioursOf(cohort.presence),
      traits: traitsOf(cohort),
      interval,
      intervals,
      pollPhase: new Residual(intervals),
      deafPolls: !scenario.poll.viaPush.includes(cohort.platform),
      channelRenewal: windows ? (scenario.channelRenewal ?? 0) : 0,
      timeToLive: apple ? push.timeToLive.apple : windows ? push.timeToLive.wns : push.timeToLive.fcm,
      addressed: messages.addressed[index]!,
      messageKeys: messages.keys[index]!,
      outages: apple ? outages : NO_OUTAGES,
      readiness,
      readyMessages: messages.ready,
      supportMessage: messages.support,
      retentionMax,
      switchDates: switchDatesOf(scenario, index),
      campaigns: change.campaigns
        .filter((campaign) => campaign.cohorts.includes(index))
        .map((campaign) => ({
          at: campaign.at,
          response: campaign.response,
          delay: new Sampler(campaign.delay),
          ordinal: campaignOrdinal(scenario, campaign, users, home),
        })),
      actions: actionPlansOf(scenario, index),
      inFleet: cohort.arrivals === null,
      canary: canary?.cohort === index,
      enrolling: enrollingOf(scenario, index),
      workloads: change.workloads
        .filter((workload) => workload.cohorts.includes(index))
        .map(({ at, kinds }) => ({ at, kinds: bitsOf(kinds) })),
      categoryMessage: messages.category,
      readsHistory: readsHistory(scenario, cohort),
    }
    first += cohort.devices
    return plan
  })
  return {
    scenario,
    users,
    cohorts,
    devices: first,
    messages: messages.list,
    tickets,
    latency: new Sampler(push.latency),
    reconnectDelay: new Sampler(scenario.poll.reconnectDelay),
    coupled:
      [stations.service, stations.push, stations.scep, scenario.helpDesk].some((station) => station !== null) ||
      (change.kind === 'in-place' && scenario.cohorts.some(({ category }) => category > 0)),
    throttled: stations.service !== null,
    guarded: scenario.conditionalAccess !== null,
    helped: scenario.helpDesk !== null,
    retryAfter: new Sampler(stations.service?.retryAfter ?? { kind: 'constant', value: 0 }),
    tenantOutages: apnsOutages(scenario, null),
    waveMessages: messages.waves,
    licenceMessages: messages.licences,
    actionMessages: messages.actions,
    migrateDelay: new Sampler(change.migrate.delay),
    migratePause: new Sampler(change.migrate.pause),
    categoryKinds: bitsOf(scenario.categories.kinds),
  }
}

/** A device that is not Apple's, by topic. */
const NO_OUTAGES: readonly (readonly number[])[] = [[], []]

/** How an attempt to enrol goes: the canary's never fails, and comes again at fixed times. */
function enrollingOf({ canary, enrolment }: Scenario, cohort: number): CohortPlan['enrolling'] {
  const watched = canary?.cohort === cohort
  return {
    duration: new Sampler(enrolment.duration),
    failure: watched ? 0 : enrolment.failure,
    retry: new Sampler(watched ? { kind: 'constant', value: canary.repeat } : enrolment.retry),
  }
}

function bitsOf(kinds: readonly Kind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << KINDS.indexOf(kind)), 0)
}

/** A campaign's position among those that reach users of this home cohort: another cohort's campaigns do not shift it. */
function campaignOrdinal(scenario: Scenario, campaign: Campaign, users: Users, home: number): number {
  return scenario.change.campaigns
    .filter((other) => other.cohorts.some((cohort) => users.home(cohort) === home))
    .indexOf(campaign)
}
