import { CANARY, namedCohorts } from '../rules/cohorts.ts'
import type { Cohort, Scenario } from '../scenario.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path } from '../words/diagnostic.ts'
import { formatDuration, HOUR } from '../words/duration.ts'
import { type Group, groupsOf } from './groups.ts'

const MINUTE = 60_000

/** What the lint reads: a scenario as written and resolved, and who moves when. */
export interface Subject {
  readonly document: ScenarioDocument
  readonly scenario: Scenario
  /** In the order of `scenario.cohorts`. */
  readonly cohorts: readonly PlacedCohort[]
  /** The waves in file order, then those in none. */
  readonly groups: readonly Group[]
}

/** A cohort and where it stands in the file. */
export interface PlacedCohort {
  readonly cohort: Cohort
  readonly index: number
  readonly path: Path
}

/** Brings together what the lint reads. */
export function subjectOf(document: ScenarioDocument, scenario: Scenario): Subject {
  const paths: Path[] = [...namedCohorts(document).map(({ path }) => path), [CANARY]]
  return {
    document,
    scenario,
    cohorts: scenario.cohorts.map((cohort, index) => ({ cohort, index, path: paths[index]! })),
    groups: groupsOf(scenario),
  }
}

/** Whether the devices are there from the start. */
export function inFleet({ arrivals }: Cohort): boolean {
  return arrivals === null
}

/** Whether the devices need the Apple push certificate. */
export function isApple({ platform }: Cohort): boolean {
  return platform !== 'android' && platform !== 'windows'
}

/** The expected number of those whom a share concerns, whole. */
export function expected(of: number, share: number): number {
  return Math.round(of * share)
}

/** Writes a number with its noun: `1 device`, `400 devices`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Writes a time as people would say it: to the hour, short ones to the minute. */
export function roughly(time: number): string {
  const unit = time < 4 * HOUR ? MINUTE : HOUR
  return formatDuration(Math.max(1, Math.round(time / unit)) * unit)
}

/** Sums over a list. */
export function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}
