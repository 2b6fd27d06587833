import type { TimeFrame } from '../calendar/time-frame.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { parseDuration } from '../words/duration.ts'

/** Finds conditional access without a date or with two, and two services that enforce their rules on the same users. */
export function findAccessBreaks(document: ScenarioDocument, frame: TimeFrame): Problem[] {
  const { conditionalAccess: access } = document
  if (access === 'off') return []
  const path = ['conditionalAccess']
  const allowed = 'either enforceAt or grace'
  if (access.enforceAt === undefined && access.grace === undefined)
    return [{ path, code: 'missing', message: 'needs enforceAt or grace', allowed }]
  if (access.enforceAt !== undefined && access.grace !== undefined)
    return [{ path: [...path, 'grace'], code: 'conflict', message: 'stands beside enforceAt', allowed }]
  return document.change.kind === 'third-party' ? overlap(document, access, frame) : []
}

type Access = Exclude<ScenarioDocument['conditionalAccess'], 'off'>

/** The old service's rules have to end, at the latest, when the new one's begin, for each wave and for users in none. */
function overlap(document: ScenarioDocument, access: Access, { at, changeAt }: TimeFrame): Problem[] {
  const groups = [
    ...document.change.waves.map(({ name, at: date }) => ({ group: `wave ${name}`, date: at(date) })),
    ...(everybodyInWaves(document) ? [] : [{ group: 'users in no wave', date: changeAt }]),
  ]
  const begin = (date: number): number =>
    access.enforceAt === undefined ? date + parseDuration(access.grace ?? '0s') : at(access.enforceAt)
  const end = (date: number): number => (access.oldEndsAt === 'wave' ? date : at(access.oldEndsAt))
  const early = groups.filter(({ date }) => begin(date) < end(date)).map(({ group }) => group)
  if (early.length === 0) return []
  const named = early.length > 3 ? `${early.slice(0, 3).join(', ')} and ${early.length - 3} more` : early.join(', ')
  const field = access.oldEndsAt !== 'wave' ? 'oldEndsAt' : 'enforceAt'
  const path: Path = ['conditionalAccess', field]
  return [
    {
      path,
      code: 'conflict',
      message: `has two services enforce their rules at once on ${named}`,
      allowed: 'new rules that begin when the old ones have ended',
      hint: field === 'enforceAt' ? 'enforce them after the last wave, or use grace' : 'end the old rules earlier',
    },
  ]
}

/** Whether waves leave nobody who has the old service: in every cohort of the fleet with users they add up to all. */
function everybodyInWaves(document: ScenarioDocument): boolean {
  const moved = (name: string): number =>
    document.change.waves
      .filter(({ cohorts }) => cohorts === undefined || cohorts.includes(name))
      .reduce((sum, { share, count }) => sum + (share ?? (count === undefined ? 1 : 0)), 0)
  return document.fleet
    .filter(({ enrolment }) => enrolment !== 'userless')
    .every(({ cohort, enrolment, owners = cohort }) => {
      return enrolment === 'user' && Math.max(moved(cohort), moved(owners)) > 1 - 1e-9
    })
}
