import type { FindingCode } from '../../src/scenario/words/findings.ts'

/** One finding: a scenario that has it, marked with `▸` where it stands, and the smallest repair. */
export interface LintCase {
  readonly title: string
  readonly text: string
  readonly code: FindingCode
  /** Devices concerned; nothing where the finding counts none. */
  readonly devices?: number
  readonly says: string
  /** What to write instead of what. */
  readonly repair: readonly [from: string, to: string]
  /** Findings that come with it. */
  readonly also?: readonly FindingCode[]
}

const PHONES = 'cohort: phones, devices: 1000, platform: android, presence: always'

/** A scenario of some cohorts, by default 1000 phones, and a change, by default from hybrid to Intune on a Tuesday. */
export function plan({
  fleet = [PHONES],
  change = 'kind: in-place, from: hybrid, to: intune, at: 1d 9h',
  more = '',
}: {
  readonly fleet?: readonly string[]
  readonly change?: string
  readonly more?: string
}): string {
  const cohorts = fleet.map((cohort) => `  - { ${cohort} }\n`).join('')
  return `name: lint\nseed: s\nhorizon: 30d\nfleet:\n${cohorts}change: { ${change} }\n${more}`
}

/** Cohorts by the fields that matter to a case. */
export const fleet = {
  phones: (fields = ''): string => `${PHONES}${fields}`,
  kiosks: (fields = ''): string =>
    `cohort: kiosks, devices: 1000, platform: android, presence: always, enrolment: userless${fields}`,
  iphones: (fields = ''): string => `cohort: iphones, devices: 1000, platform: ios, presence: always${fields}`,
  laptops: (fields = ''): string => `cohort: laptops, devices: 1000, platform: windows, presence: always${fields}`,
  absent: (presence: string): string => `cohort: phones, devices: 1000, platform: android, presence: ${presence}`,
}

/** The first lines of changes of each kind. */
export const change = {
  inPlace: (fields = ''): string => `kind: in-place, from: hybrid, to: intune, at: 1d 9h${fields}`,
  back: (fields = ''): string => `kind: in-place, from: intune, to: hybrid, at: 1d 9h${fields}`,
  thirdParty: (fields = ''): string => `kind: third-party, from: third-party, to: intune, at: 1d 9h${fields}`,
  coManagement: (fields = ''): string =>
    `kind: co-management, from: configmgr, to: intune, at: 1d 9h, enrolSpread: 4d${fields}`,
  fromOffice: (fields = ''): string => `kind: coexistence, from: office365, to: intune, at: 1d 9h${fields}`,
  toOffice: (fields = ''): string => `kind: coexistence, from: intune, to: office365, at: 1d 9h${fields}`,
  set: (fields = ''): string => `kind: set, from: unset, to: intune, at: 1d 9h${fields}`,
}
