import { Users } from '../fleet/users.ts'
import { DECISIONS } from '../random/decisions.ts'
import { type Key, nameKey, replicationKey, rootKey } from '../random/key.ts'
import { Residual } from '../random/residual.ts'
import { Sampler } from '../random/sampler.ts'
import { uniform } from '../random/uniform.ts'
import { type Campaign, type Cohort, KINDS, type Platform, type Scenario } from '../scenario/scenario.ts'
import { apnsOutages } from './apns.ts'
import { type Behaviours, behavioursOf } from './presence.ts'
import { type Readiness, readinessOf } from './settings.ts'
import { type ActionDate, actionDraw, switchDatesOf, type Tickets, ticketsOf } from './support.ts'
import { TRIGGER_CODE } from './vocabulary.ts'

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
  readonly throttled: boolean
  readonly retryAfter: Sampler
}

/** One occasion on which the service pushes: its check-ins' trigger and when its first attempts start. */
export interface Message {
  readonly name: string
  readonly trigger: number
  /** The broadcast it announces, and when its sending starts: later by one draw of `detectDelay`. */
  readonly at: number
  readonly sendAt: number
}

/** A message to a cohort, or to those of it that `to` and `share` say; drawn from `key`. */
export interface Addressed {
  readonly message: number
  readonly to: 'all' | 'moved-by-wave' | 'licensed-then' | 'switched'
  /** Index of the wave or licence date that it belongs to; for an action, the index of the draw of `share`. */
  readonly which: number
  readonly share: number
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
  /** Poll interval, ms; 0: no polls. */
  readonly interval: number
  readonly intervals: Sampler
  readonly pollPhase: Residual
  readonly deafPolls: boolean
  readonly channelRenewal: number
  readonly timeToLive: number
  readonly addressed: readonly Addressed[]
  /** Key of a message's draws for the devices of this cohort, by message. */
  readonly messageKeys: readonly Key[]
  /** Begin and end of the times in which no certificate of the devices' topic is valid, alternating; empty unless Apple. */
  readonly outages: readonly number[]
  /** By wave, and last for those in none. */
  readonly readiness: readonly Readiness[]
  /** Message of a readiness date, by date; −1 when none is sent. */
  readonly readyMessages: ReadonlyMap<number, number>
  readonly supportMessage: number
  readonly retentionMax: readonly Sampler[]
  readonly switchDates: readonly ActionDate[]
  readonly campaigns: readonly CampaignPlan[]
}

export interface CampaignPlan {
  readonly at: number
  readonly response: number
  readonly delay: Sampler
  readonly ordinal: number
}

const APPLE: readonly Platform[] = ['ios', 'ipados', 'macos']

/** Computes the plan of one replication. */
export function planOf(scenario: Scenario, replication = 0): Plan {
  const key = replicationKey(rootKey(scenario.seed), replication)
  const users = new Users(scenario, key)
  const keys = scenario.cohorts.map((cohort) => nameKey(key, cohort.name))
  const tickets = ticketsOf(scenario, keys)
  const messages = new Messages(scenario, key)
  const { change, push } = scenario
  const addressed: Addressed[][] = scenario.cohorts.map(() => [])
  const address = (cohorts: readonly number[], entry: Addressed): void => {
    for (const cohort of cohorts) addressed[cohort]!.push(entry)
  }
  const everyone = scenario.cohorts.map((_, index) => index)
  const named = (indexes: readonly number[]): string => indexes.map((index) => scenario.cohorts[index]!.name).join(' ')

  if (push.enabled) {
    if (push.onWave) {
      change.waves.forEach((wave, which) => {
        const message = messages.add(`wave ${wave.name}`, wave.at, 'push')
        address(everyone, { message, to: 'moved-by-wave', which, share: 1 })
      })
    }
    if (push.onSwitch) {
      address(everyone, { message: messages.add('switch', change.at, 'push'), to: 'all', which: 0, share: 1 })
    }
    if (push.onLicence) {
      change.licences.forEach((licence, which) => {
        const message = messages.add(`licence ${named(licence.cohorts)}`, licence.at, 'push')
        address(everyone, { message, to: 'licensed-then', which, share: 1 })
      })
    }
    change.actions.forEach((action) => {
      const { at, cohorts, share } = action
      if (action.kind === 'switchDevices') {
        const message = messages.add(`switchDevices ${named(cohorts)}`, at, 'push')
        address(cohorts, { message, to: 'switched', which: 0, share: 1 })
        return
      }
      const message = messages.add(`sync ${named(cohorts)}`, at, 'admin_sync')
      for (const cohort of cohorts) {
        address([cohort], { message, to: 'all', which: actionDraw(scenario, action, cohort), share })
      }
    })
    if (change.apns.pushOnUpload) {
      const apple = everyone.filter((index) => APPLE.includes(scenario.cohorts[index]!.platform))
      for (const upload of change.apns.uploads) {
        address(apple, { message: messages.add('upload', upload.at, 'push'), to: 'all', which: 0, share: 1 })
      }
    }
  }
  const readiness = change.settingsReady.map(readinessOf)
  const readyMessages = new Map<number, number>()
  if (push.enabled && push.onReady) {
    const names = [...change.waves.map((wave) => wave.name), '']
    for (const date of new Set(readiness.flatMap((group) => group.dates))) {
      const kinds = readiness.flatMap((group, index) =>
        KINDS.filter((_, kind) => group.ready[kind] === date).map((kind) => `${names[index]}/${kind}`),
      )
      readyMessages.set(date, messages.add(`ready ${kinds.join(' ')}`, date, 'push'))
    }
  }
  const supportMessage = push.enabled ? messages.add('support', 0, 'push') : -1
  const outages = apnsOutages(scenario)
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
    const apple = APPLE.includes(cohort.platform)
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
      interval,
      intervals,
      pollPhase: new Residual(intervals),
      deafPolls: !scenario.poll.viaPush.includes(cohort.platform),
      channelRenewal: windows ? (scenario.channelRenewal ?? 0) : 0,
      timeToLive: apple ? push.timeToLive.apple : windows ? push.timeToLive.wns : push.timeToLive.fcm,
      addressed: addressed[index]!,
      messageKeys: messages.list.map((message, number) =>
        nameKey(keys[index]!, `\0${message.name}\0${messages.twin(number)}`),
      ),
      outages: apple ? outages : [],
      readiness,
      readyMessages,
      supportMessage,
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
    throttled: scenario.stations.service !== null,
    retryAfter: new Sampler(scenario.stations.service?.retryAfter ?? { kind: 'constant', value: 0 }),
  }
}

/** A campaign's position among those that reach users of this home cohort: another cohort's campaigns do not shift it. */
function campaignOrdinal(scenario: Scenario, campaign: Campaign, users: Users, home: number): number {
  return scenario.change.campaigns
    .filter((other) => other.cohorts.some((cohort) => users.home(cohort) === home))
    .indexOf(campaign)
}

/** The messages of a plan, each with its delay drawn by name. */
class Messages {
  readonly list: Message[] = []
  private readonly key: Key
  private readonly detectDelay: Sampler

  constructor(scenario: Scenario, key: Key) {
    this.key = nameKey(key, '\0tenant')
    this.detectDelay = new Sampler(scenario.push.detectDelay)
  }

  /** Adds a message and returns its index. Random decision: `detectDelay`, by name and position among equal names. */
  add(name: string, at: number, trigger: 'push' | 'admin_sync'): number {
    const { k0, k1 } = nameKey(this.key, name)
    const u = uniform(k0, k1, 0, DECISIONS.detectDelay, this.list.filter((other) => other.name === name).length)
    this.list.push({ name, at, sendAt: at + this.detectDelay.draw(u), trigger: TRIGGER_CODE[trigger] })
    return this.list.length - 1
  }

  /** How many messages of the same name come before this one. */
  twin(index: number): number {
    return this.list.slice(0, index).filter((other) => other.name === this.list[index]!.name).length
  }
}
