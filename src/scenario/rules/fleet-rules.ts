import type { CohortDocument } from '../schema/fleet-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Fault, Path, Problem } from '../words/diagnostic.ts'
import { isHole } from '../words/hole.ts'
import { didYouMean } from '../words/nearest.ts'
import { CANARY, namedCohorts } from './cohorts.ts'

/** Finds names of cohorts that are taken or reserved, owners that cannot be, and references to cohorts that are not there. */
export function findFleetBreaks(document: ScenarioDocument): Problem[] {
  const { fleet, change, canary } = document
  const cohorts = namedCohorts(document)
  const names = cohorts.map(({ cohort }) => cohort.cohort)
  const { waves, licences, campaigns, actions, workloads } = change
  // A cohort whose own name was refused may be the one that is meant.
  const references = names.some(isHole)
    ? []
    : Object.entries({ waves, licences, campaigns, actions, workloads }).flatMap(([list, items]) =>
        items.flatMap(({ cohorts = [] }, index) => listBreaks(cohorts, names, ['change', list, index, 'cohorts'])),
      )
  return [
    ...cohorts.flatMap(({ cohort, path }, index) => [
      ...nameBreaks(names, index, [...path, 'cohort'], canary !== 'off'),
      ...ownerBreaks(cohort, fleet, [...path, 'owners']),
    ]),
    ...references,
  ]
}

function nameBreaks(names: readonly string[], index: number, path: Path, hasCanary: boolean): Problem[] {
  const name = names[index]!
  if (name === 'all')
    return [{ path, code: 'reserved-name', message: 'stands for the whole fleet', hint: 'choose another name' }]
  if (name === CANARY && hasCanary)
    return [{ path, code: 'reserved-name', message: 'is the name of the canary', hint: 'choose another name' }]
  if (isHole(name) || names.indexOf(name) === index) return []
  return [{ path, code: 'duplicate-name', message: 'is the name of an earlier cohort' }]
}

/** Owners are in the fleet, also those of new enrolments. */
function ownerBreaks(
  { cohort, owners, enrolment }: CohortDocument,
  fleet: readonly CohortDocument[],
  path: Path,
): Problem[] {
  const names = fleet.map(({ cohort }) => cohort)
  if (owners === undefined || isHole(owners) || names.some(isHole)) return []
  const owning = fleet[names.indexOf(owners)]
  if (owning === undefined && owners !== cohort) return [{ path, ...unknownCohort(owners, names) }]
  const message =
    owners === cohort
      ? 'is the cohort itself'
      : enrolment === 'userless'
        ? 'is given for devices without a user'
        : owning?.enrolment !== 'user'
          ? 'is a cohort without users'
          : owning.owners !== undefined
            ? 'is a cohort that has owners itself'
            : null
  if (message === null) return []
  return [{ path, code: 'bad-owner', message, allowed: 'another user-enrolled cohort without owners' }]
}

function listBreaks(cohorts: readonly string[], names: readonly string[], path: Path): Problem[] {
  return cohorts.flatMap((name, item): Problem[] => {
    if (isHole(name)) return []
    if (!names.includes(name)) return [{ path: [...path, item], ...unknownCohort(name, names) }]
    return cohorts.indexOf(name) < item
      ? [{ path: [...path, item], code: 'duplicate-name', message: 'stands in the list twice' }]
      : []
  })
}

function unknownCohort(name: string, names: readonly string[]): Fault {
  return {
    code: 'unknown-name',
    message: 'is not a cohort of the fleet',
    allowed: names.slice(0, 20).join(', '),
    hint: didYouMean(name, names),
  }
}
