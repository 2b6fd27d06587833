import type { Workload } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { count, inFleet, type PlacedCohort, roughly, type Subject, total } from './lint-subject.ts'
import { ASSIGNED, anyOf, ruleShare } from './needs.ts'

/** Finds workloads of co-management that are switched before their settings are ready, or before the devices have enrolled. */
export function findWorkloadRisks(subject: Subject): Problem[] {
  return subject.scenario.change.workloads.flatMap((workload, index) => [
    ...beforeSettings(subject, workload, index),
    ...beforeEnrolment(subject, workload, index),
  ])
}

function beforeSettings(subject: Subject, { at, cohorts, kinds }: Workload, place: number): Problem[] {
  const { settingsReady } = subject.scenario.change
  const devices = switchedDevices(subject, cohorts, ({ cohort, index }) =>
    total(subject.groups, (group) => {
      const late = kinds.filter((kind) => settingsReady[group.index]![kind] > Math.max(at, group.at))
      return group.shares[index]! * anyOf(late.map((kind) => ruleShare(cohort, kind, ASSIGNED)))
    }),
  )
  if (devices === 0) return []
  return [
    {
      path: ['change', 'workloads', place, 'at'],
      code: 'workload-before-settings',
      devices,
      message: `is before the settings are ready: ${count(devices, 'device')} lose what Configuration Manager gave them until then`,
      hint: 'switch the workload when its settings are ready',
    },
  ]
}

function beforeEnrolment(subject: Subject, { at, cohorts }: Workload, place: number): Problem[] {
  const { enrolSpread } = subject.scenario.change
  const devices = switchedDevices(subject, cohorts, ({ index }) =>
    total(subject.groups, (group) => group.shares[index]! * pending(at - group.at, enrolSpread)),
  )
  if (devices === 0) return []
  const last =
    Math.max(
      ...subject.groups.filter(({ shares }) => cohorts.some((index) => shares[index]! > 1e-9)).map((group) => group.at),
    ) + enrolSpread
  return [
    {
      path: ['change', 'workloads', place, 'at'],
      code: 'workload-before-enrolment',
      devices,
      message: `is before about ${count(devices, 'device')} have enrolled, which takes ${roughly(last - at)} more`,
      hint: 'switch the workload when all devices of these cohorts have enrolled',
    },
  ]
}

/** The share of devices not enrolled so long after the beginning. */
function pending(since: number, spread: number): number {
  if (since < 0) return 1
  return since >= spread ? 0 : 1 - since / spread
}

function switchedDevices(
  { cohorts }: Subject,
  named: readonly number[],
  share: (placed: PlacedCohort) => number,
): number {
  return Math.round(
    total(cohorts, (placed) => {
      const { cohort, index } = placed
      const concerned = named.includes(index) && cohort.platform === 'windows' && inFleet(cohort)
      return concerned ? cohort.devices * share(placed) : 0
    }),
  )
}
