import type { Cause, Gap, PUSH_FATES, State } from '../../src/model/vocabulary.ts'
import { KINDS, type Kind, type Scenario } from '../../src/scenario/scenario.ts'
import type { Device } from './fleet.ts'

/** One event of the trace. */
export interface Note {
  readonly time: number
  readonly device: number
  readonly event: string
  readonly detail: string
  /** Place of its class among those of the instant. */
  readonly rank: number
}

export type Fate = (typeof PUSH_FATES)[number]

/** A gap of a device: how long it lasted for each cause, and what it is open for now. */
export interface GapAccount {
  readonly spent: Map<Cause, number>
  cause: Cause | null
  since: number
  closedAt: number | null
}

export interface Account {
  shown: State
  readonly gaps: Record<Gap, GapAccount>
}

/** What the devices show from outside, written down as it happens. */
export class Books {
  readonly notes: Note[] = []
  /** Flows per bucket, by column. */
  readonly load = new Map<string, number[]>()
  /** Counts of `column` in series (0 the fleet, then the cohorts) at each first instant of a bucket. */
  readonly timeline = new Map<string, number[][]>()
  readonly accounts = new Map<Device, Account>()
  /** Place of the class of what happens now. */
  rank = 0
  private readonly scenario: Scenario
  private readonly buckets: number

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.buckets = Math.ceil(scenario.horizon / scenario.bucket)
  }

  open(device: Device, shown: State): void {
    this.accounts.set(device, {
      shown,
      gaps: { management: newAccount(), protection: newAccount(), access: newAccount() },
    })
  }

  note(time: number, device: Device, event: string, detail = 'none'): void {
    this.notes.push({ time, device: device.number, event, detail, rank: this.rank })
  }

  count(column: string, time: number): void {
    const row = this.load.get(column) ?? Array.from({ length: this.buckets }, () => 0)
    row[Math.floor(time / this.scenario.bucket)]!++
    this.load.set(column, row)
  }

  /** Notes the state that the device shows now, if it is another. */
  showState(time: number, device: Device, state: State): void {
    const account = this.accounts.get(device)!
    if (account.shown === state) return
    account.shown = state
    this.note(time, device, `state-${state}`)
  }

  /** A gap is open from now on for `cause`, or closed. */
  setGap(time: number, device: Device, gap: Gap, cause: Cause | null): void {
    const account = this.accounts.get(device)!.gaps[gap]
    if (account.cause === cause) return
    accrue(account, time)
    if (cause === null) account.closedAt = time
    account.cause = cause
  }

  /** Looks at every device. */
  takeStock(bucket: number, devices: readonly Device[]): void {
    for (const device of devices.filter(({ arrived }) => arrived)) {
      const { shown, gaps } = this.accounts.get(device)!
      const columns: string[] = ['devices', shown]
      const { reported, compliant } = device
      const time = bucket * this.scenario.bucket
      if (compliant) columns.push('compliance_true')
      if (reported !== null && time < reported.until ? reported.value : compliant) columns.push('compliance_reported')
      if (device.hidden) columns.push('hidden')
      if (device.online && (shown === 'registered' || shown === 'managed_new')) columns.push('reachable')
      if (gaps.access.cause === null) columns.push('admitted')
      if (gaps.management.cause === null) columns.push('managed')
      if (gaps.protection.cause === null) columns.push('protected')
      for (const kind of KINDS) if (!lacks(device, kind)) columns.push(`protected_${kind}`)
      for (const kind of KINDS) if (device.kinds[kind] === 'duplicate') columns.push('redundant')
      for (const column of columns) {
        const series = this.timeline.get(column) ?? []
        this.timeline.set(column, series)
        for (const index of [0, device.cohortIndex + 1]) {
          series[index] ??= Array.from({ length: this.buckets }, () => 0)
          series[index][bucket]!++
        }
      }
    }
  }

  setQueue(station: string, bucket: number, length: number): void {
    const row = this.load.get(`${station}_queue`) ?? Array.from({ length: this.buckets }, () => 0)
    row[bucket] = length
    this.load.set(`${station}_queue`, row)
  }

  setBusy(station: string, means: readonly number[]): void {
    this.load.set(`${station}_busy`, [...means])
  }

  /** Also puts the notes of each class at each instant in the order of the devices. */
  close(horizon: number): void {
    this.notes.sort((a, b) => a.time - b.time || a.rank - b.rank || a.device - b.device)
    for (const { gaps } of this.accounts.values()) {
      for (const account of Object.values(gaps)) accrue(account, horizon)
    }
  }
}

/** Whether a device needs a kind of profile that it does not have. */
export function lacks({ kinds }: Device, kind: Kind): boolean {
  return kinds[kind] === 'missing'
}

function newAccount(): GapAccount {
  return { spent: new Map(), cause: null, since: 0, closedAt: null }
}

function accrue(account: GapAccount, time: number): void {
  const { cause, spent, since } = account
  if (cause !== null && time > since) spent.set(cause, (spent.get(cause) ?? 0) + time - since)
  account.since = time
}
