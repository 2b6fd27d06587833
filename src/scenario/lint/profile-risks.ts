import { KINDS, type Kind, type Rule } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { HOUR } from '../words/duration.ts'
import { count, expected, inFleet, type PlacedCohort, roughly, type Subject, total } from './lint-subject.ts'
import { anyOf, ruleShare } from './needs.ts'

/** Finds profiles that will be double or missing, and the work on device categories. */
export function findProfileRisks(subject: Subject): Problem[] {
  const { kind } = subject.scenario.change
  return [
    ...subject.cohorts.flatMap((placed) => [
      // Elsewhere old profiles go when the device leaves the old service.
      ...(kind === 'in-place' && inFleet(placed.cohort) ? profileRisk(placed, 'renamed', KINDS) : []),
      ...profileRisk(placed, 'unassigned', takenOver(subject, placed)),
    ]),
    ...categoryBacklog(subject),
  ]
}

/** The kinds that the new authority has to deliver to a cohort. */
export function takenOver({ scenario: { change } }: Subject, { cohort, index }: PlacedCohort): readonly Kind[] {
  if (change.kind === 'coexistence' && cohort.enrolment === 'userless') return []
  if (change.kind !== 'co-management' || !inFleet(cohort)) return KINDS
  if (cohort.platform !== 'windows') return []
  const switched = change.workloads.filter(({ cohorts }) => cohorts.includes(index)).flatMap(({ kinds }) => kinds)
  return KINDS.filter((kind) => switched.includes(kind))
}

const ADVICE = {
  renamed: {
    code: 'duplicate-profiles',
    fate: 'will be on devices twice, beside the old ones',
    hint: 'give the new profiles exactly the names of the old ones, so that they overwrite them',
  },
  unassigned: {
    code: 'unassigned-profiles',
    fate: 'are needed and assigned to nobody: they will be missing once the old ones end',
    hint: 'assign them under the new authority before the first device moves',
  },
} as const

function profileRisk(
  { cohort, path }: PlacedCohort,
  rule: Rule & keyof typeof ADVICE,
  kinds: readonly Kind[],
): Problem[] {
  const shares = kinds.map((kind) => ruleShare(cohort, kind, [rule]))
  const counts = kinds
    .map((kind, place) => [kind, expected(cohort.devices, shares[place]!)] as const)
    .filter(([, profiles]) => profiles > 0)
  if (counts.length === 0) return []
  const { code, fate, hint } = ADVICE[rule]
  const list = counts.map(([kind, profiles]) => `${profiles} ${kind}`).join(', ')
  return [
    {
      path: [...path, 'profiles'],
      code,
      devices: expected(cohort.devices, anyOf(shares)),
      message: `about ${list} profiles ${fate}`,
      hint,
    },
  ]
}

/** A working day. */
const DAY_OF_WORK = 10 * HOUR

function categoryBacklog({ scenario }: Subject): Problem[] {
  const { change, cohorts, categories } = scenario
  if (change.kind !== 'in-place') return []
  const devices = Math.round(
    total(cohorts, (cohort) =>
      inFleet(cohort) && cohort.enrolment !== 'userless' ? cohort.devices * cohort.category : 0,
    ),
  )
  const work = (devices / categories.ratePerHour) * HOUR
  if (work <= DAY_OF_WORK) return []
  return [
    {
      path: ['categories', 'ratePerHour'],
      code: 'category-backlog',
      devices,
      message: `makes ${roughly(work)} of work of ${count(devices, 'device')}, which wait for ${categories.kinds.join(', ')} until it is their turn`,
      hint: 'assign these settings to groups of users instead, or move in waves',
    },
  ]
}
