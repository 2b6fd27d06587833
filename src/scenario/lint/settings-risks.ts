import { type Cohort, KINDS, type Kind } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { shareWithin } from './expected-times.ts'
import type { Group } from './groups.ts'
import { count, expected, inFleet, type PlacedCohort, type Subject, total } from './lint-subject.ts'
import { ASSIGNED, anyOf, boundShare, ruleShare } from './needs.ts'

/** Finds settings that come after the devices, after the end of the old profiles, or too late for the way to the network. */
export function findSettingsRisks(subject: Subject): Problem[] {
  const { kind } = subject.scenario.change
  // What is late in co-management is the workload; see there.
  if (kind === 'co-management') return stranding(subject)
  return [
    ...subject.groups.flatMap((group) => settingsLate(subject, group)),
    ...retentionGap(subject),
    ...stranding(subject),
  ]
}

function settingsLate(subject: Subject, group: Group): Problem[] {
  const { change } = subject.scenario
  const late = KINDS.filter((kind) => lateness(subject, group, kind) > 0)
  if (late.length === 0) return []
  const devices = Math.round(
    fleetTotal(subject, ({ cohort, index }) => {
      return group.shares[index]! * anyOf(late.map((kind) => ruleShare(cohort, kind, ASSIGNED)))
    }),
  )
  if (devices === 0) return []
  const turn = group.wave === null ? (change.kind === 'in-place' ? 'the switch' : 'the change') : `wave ${group.wave}`
  return [
    {
      path: ['change', 'settingsReady'],
      code: 'settings-late',
      devices,
      message: `the settings of ${late.join(', ')} are ready only after ${turn}: devices that check in before need a later check-in, up to ${count(devices, 'device')}`,
      hint: 'have all settings ready and assigned before devices move',
    },
  ]
}

function lateness({ scenario: { change } }: Subject, group: Group, kind: Kind): number {
  return change.settingsReady[group.index]![kind] - group.at
}

function retentionGap(subject: Subject): Problem[] {
  if (subject.scenario.change.kind !== 'in-place') return []
  const lost = (cohort: Cohort, group: Group): number =>
    anyOf(KINDS.map((kind) => ruleShare(cohort, kind, ASSIGNED) * endedShare(subject, group, kind)))
  const devices = Math.round(
    fleetTotal(subject, ({ cohort, index }) =>
      total(subject.groups, (group) => group.shares[index]! * lost(cohort, group)),
    ),
  )
  if (devices === 0) return []
  return [
    {
      path: ['change', 'settingsReady'],
      code: 'retention-gap',
      devices,
      message: `old profiles end before the new ones are ready, on about ${count(devices, 'device')}: a certain protection gap`,
      hint: 'have the settings ready before old profiles end, counted from the change of each wave',
    },
  ]
}

/** The share of old profiles of a kind that have ended when the new ones of a group are ready. */
function endedShare(subject: Subject, group: Group, kind: Kind): number {
  const late = lateness(subject, group, kind)
  return late > 0 ? shareWithin(subject.scenario.retention.max[kind], late) : 0
}

function stranding(subject: Subject): Problem[] {
  return subject.cohorts.flatMap(({ cohort, index, path }): Problem[] => {
    if (cohort.dependsOn === null || !inFleet(cohort)) return []
    const lost = total(subject.groups, (group) =>
      group.shares[index] === 0
        ? 0
        : group.shares[index]! *
          anyOf(cohort.dependsOn!.kinds.map((kind) => lossOf(subject, cohort, index, group, kind))),
    )
    const devices = expected(cohort.devices * boundShare(cohort), lost)
    if (devices === 0) return []
    const why =
      subject.scenario.change.kind === 'third-party'
        ? 'when they leave the old service'
        : 'when the old profile ends without a new one'
    return [
      {
        path: [...path, 'dependsOn'],
        code: 'stranding',
        devices,
        message: `takes the network from up to ${count(devices, 'device')} ${why}: nothing reaches them any more`,
        hint: 'give them another network for the time of the move, or have the new profile on them before',
      },
    ]
  })
}

/** The share of devices on which a kind goes missing, for a while at least. */
function lossOf(subject: Subject, cohort: Cohort, index: number, group: Group, kind: Kind): number {
  const { change } = subject.scenario
  const [assigned, unassigned] = [ruleShare(cohort, kind, ASSIGNED), ruleShare(cohort, kind, ['unassigned'])]
  switch (change.kind) {
    case 'in-place':
      return unassigned + assigned * endedShare(subject, group, kind)
    case 'coexistence':
      return cohort.enrolment === 'userless' ? 0 : unassigned + (lateness(subject, group, kind) > 0 ? assigned : 0)
    case 'third-party':
      return assigned + unassigned
    case 'co-management': {
      if (cohort.platform !== 'windows') return 0
      const switched = change.workloads.find(({ cohorts, kinds }) => cohorts.includes(index) && kinds.includes(kind))
      if (switched === undefined) return 0
      return unassigned + (change.settingsReady[group.index]![kind] > Math.max(switched.at, group.at) ? assigned : 0)
    }
    // These devices had no profiles before.
    case 'set':
      return 0
  }
}

function fleetTotal({ cohorts }: Subject, share: (placed: PlacedCohort) => number): number {
  return total(cohorts, (placed) => (inFleet(placed.cohort) ? placed.cohort.devices * share(placed) : 0))
}
