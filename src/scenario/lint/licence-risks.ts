import type { Cohort } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { ownUsers } from './groups.ts'
import { licensedShare } from './licence-shares.ts'
import { count, expected, inFleet, type PlacedCohort, type Subject, total } from './lint-subject.ts'

/** Finds users whose licence is missing when it is needed, and licences that move devices before anybody expects it. */
export function findLicenceRisks(subject: Subject): Problem[] {
  const { kind, from } = subject.scenario.change
  const homes = subject.cohorts.filter(({ cohort }) => ownUsers(cohort) > 0)
  if (kind !== 'coexistence') return homes.flatMap((home) => unlicensedUsers(subject, home))
  return [
    ...(from === 'office365' ? homes.flatMap((home) => licensedBefore(subject, home)) : []),
    ...(from === 'intune' ? homes.flatMap((home) => removedEarly(subject, home)) : []),
    ...nobodyMoves(subject, homes),
  ]
}

/** Users of a cohort at their dates, and those who come later, at the switch. */
function unlicensedUsers(subject: Subject, home: PlacedCohort): Problem[] {
  const { scenario, groups } = subject
  const { kind, at: changeAt } = scenario.change
  const { arrivals } = home.cohort
  const without = total(groups, ({ at, shares }) => {
    return shares[home.index]! * (1 - licensedShare(scenario, home.index, Math.max(at, arrivals?.from ?? at)))
  })
  const { users, devices, words } = those(subject, home, without)
  if (users === 0) return []
  const late = licensedShare(scenario, home.index, changeAt) >= 1 - 1e-12
  const when = kind === 'in-place' ? 'at the switch' : 'when it is their turn'
  const fate =
    kind === 'in-place' ? 'their devices will not be managed until they have' : 'their devices cannot enrol until then'
  return [
    {
      path: [...home.path, 'licensed'],
      code: 'unlicensed-users',
      devices,
      message: `about ${words} will have no licence ${late ? 'when their wave moves' : when}, and ${fate}`,
      hint: 'assign licences to everybody before the first date at which they move',
    },
  ]
}

function licensedBefore(subject: Subject, home: PlacedCohort): Problem[] {
  const { scenario } = subject
  const { users, devices, words } = those(subject, home, licensedShare(scenario, home.index, scenario.change.at))
  if (users === 0) return []
  return [
    {
      path: [...home.path, 'licensed'],
      code: 'licensed-before-coexistence',
      devices,
      message: `about ${words} will have a licence when coexistence is enabled, and move to Intune at once`,
      hint: 'assign licences afterwards, in waves',
    },
  ]
}

function removedEarly(subject: Subject, home: PlacedCohort): Problem[] {
  const { scenario } = subject
  const { change } = scenario
  const dates = [0, ...change.licences.map(({ at }) => at)].filter((at) => at < change.at)
  const licensed = Math.min(1, ...dates.map((at) => licensedShare(scenario, home.index, at)))
  const { users, devices, words } = those(subject, home, 1 - licensed)
  if (users === 0) return []
  return [
    {
      path: [...home.path, 'licensed'],
      code: 'licences-removed-early',
      devices,
      message: `about ${words} will have no licence before Office 365 is active, and nobody manages their devices until it is`,
      hint: 'take licences away only after change.at',
    },
  ]
}

function nobodyMoves({ scenario }: Subject, homes: readonly PlacedCohort[]): Problem[] {
  const { change, horizon } = scenario
  const times = [change.at, ...change.licences.map(({ at }) => at)].filter((at) => at >= change.at && at < horizon)
  const moves = homes.some(({ index }) =>
    times.some((at) => {
      const licensed = licensedShare(scenario, index, at)
      return change.from === 'office365' ? licensed > 0 : licensed < 1
    }),
  )
  if (moves) return []
  const devices = total(scenario.cohorts, (cohort) => (inFleet(cohort) ? cohort.devices : 0))
  const todo = change.from === 'office365' ? 'assigned' : 'removed'
  return [
    {
      path: ['change', 'licences'],
      code: 'nobody-moves',
      devices,
      message: `move nobody: no licence is ${todo}, which leaves ${count(devices, 'device')} where they are`,
      hint: `say when licences are ${todo}`,
    },
  ]
}

/** The users of a share of a cohort with all their devices. */
function those({ cohorts, scenario }: Subject, { cohort, index }: PlacedCohort, share: number) {
  const concerned = ({ platform }: Cohort): boolean =>
    scenario.change.kind !== 'co-management' || platform === 'windows'
  const owned = cohorts.filter((other) => (other.cohort.owners ?? other.index) === index && concerned(other.cohort))
  const devices = total(owned, (other) =>
    other.cohort.enrolment === 'userless' ? 0 : expected(other.cohort.devices, share),
  )
  const users = owned.length === 0 ? 0 : expected(ownUsers(cohort), share)
  return { users, devices, words: `${count(users, 'user')} with ${count(devices, 'device')}` }
}
