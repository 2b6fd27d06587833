import type { Fault, Path, Problem } from './diagnostic.ts'
import { isHole } from './hole.ts'
import { didYouMean } from './nearest.ts'
import type { ScenarioDocument } from './schema.ts'

/** Finds names of cohorts that are taken or reserved, owners that cannot be, and references to cohorts that are not there. */
export function findFleetBreaks({ fleet, change }: ScenarioDocument): Problem[] {
  const names = fleet.map(({ cohort }) => cohort)
  const { waves, licences, campaigns, actions } = change
  // A cohort whose own name was refused may be the one that is meant.
  const references = names.some(isHole)
    ? []
    : Object.entries({ waves, licences, campaigns, actions }).flatMap(([list, items]) =>
        items.flatMap(({ cohorts = [] }, index) => listBreaks(cohorts, names, ['change', list, index, 'cohorts'])),
      )
  return [
    ...fleet.flatMap((_, index) => [...nameBreaks(names, index), ...ownerBreaks(fleet, names, index)]),
    ...references,
  ]
}

function nameBreaks(names: readonly string[], index: number): Problem[] {
  const name = names[index]!
  const path = ['fleet', index, 'cohort']
  if (name === 'all')
    return [{ path, code: 'reserved-name', message: 'stands for the whole fleet', hint: 'choose another name' }]
  if (isHole(name) || names.indexOf(name) === index) return []
  return [{ path, code: 'duplicate-name', message: 'is the name of an earlier cohort' }]
}

function ownerBreaks(fleet: ScenarioDocument['fleet'], names: readonly string[], index: number): Problem[] {
  const { cohort, owners, enrolment } = fleet[index]!
  const path = ['fleet', index, 'owners']
  if (owners === undefined || isHole(owners) || names.some(isHole)) return []
  const owning = fleet[names.indexOf(owners)]
  if (owning === undefined) return [{ path, ...unknownCohort(owners, names) }]
  const message =
    owners === cohort
      ? 'is the cohort itself'
      : enrolment === 'userless'
        ? 'is given for devices without a user'
        : owning.enrolment !== 'user'
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
