import { CAUSES, STATES, type State } from '../../model/vocabulary.ts'
import { KINDS, RULES } from '../../scenario/scenario.ts'
import type { StoryDevice } from './story.ts'
import { KIND_WORDS } from './tell-kinds.ts'
import { authority, clockOf, listOf, type Told } from './told.ts'

/** The device as it is before anything happens to it, and how it ends. */
export function introduce(told: Told): StoryDevice {
  const { scenario, trace } = told
  const { facts, outcome } = trace
  const cohort = scenario.cohorts[facts.cohort]!
  return {
    device: facts.device + 1,
    devices: scenario.cohorts.reduce((sum, { devices }) => sum + devices, 0),
    cohort: cohort.name,
    index: facts.index + 1,
    platform: cohort.platform,
    user: facts.user === 0 ? null : facts.user,
    wave: scenario.change.waves[facts.wave]?.name ?? null,
    mainCause: CAUSES[outcome.mainCause[0]!] ?? null,
    finalState: STATES[outcome.finalState[0]!]!,
    words: aboutIt(told),
  }
}

const PLATFORM_WORDS = {
  ios: 'iPhone',
  ipados: 'iPad',
  macos: 'Mac',
  android: 'Android device',
  windows: 'Windows device',
}
const ENROLMENT_WORDS = { user: '', userless: 'without a user', dem: 'of an enrolment manager' }
const PRESENCE_WORDS = {
  always: 'always online',
  renewal: 'it comes and goes',
  weekly: 'it keeps working hours',
  dormant: 'never online again',
  trace: 'online at given times',
}

function aboutIt({ scenario, trace: { facts } }: Told): string[] {
  const { change } = scenario
  const cohort = scenario.cohorts[facts.cohort]!
  const whose =
    facts.user === 0 || cohort.enrolment !== 'user' ? ENROLMENT_WORDS[cohort.enrolment] : `of user ${facts.user}`
  const wave = change.waves[facts.wave]
  const state = STATES[facts.state]!
  const hindered: Partial<Record<State, string>> = {
    identity_expired: 'its identity certificate expired before the start',
    apns_blocked: 'without a valid Apple push certificate at the start',
  }
  const starts =
    hindered[state] ??
    (state === 'managed_old'
      ? `managed by ${authority(change.from)} at the start`
      : cohort.arrivals === null
        ? 'enrolled nowhere at the start'
        : 'new, not there at the start')
  const rules = (rule: (typeof RULES)[number]) =>
    KINDS.filter((_, kind) => RULES[facts.rules[kind]!] === rule).map((kind) => KIND_WORDS[kind])
  const special: readonly (readonly [readonly string[], string])[] = [
    [rules('unassigned'), 'assigned by nobody under the new authority'],
    [rules('renamed'), 'renamed'],
    [rules('dropped'), 'not replaced, on purpose'],
    [facts.dependsOn.map((kind) => KIND_WORDS[KINDS[kind]!]), 'its only way to the network'],
  ]
  return [
    [[PLATFORM_WORDS[cohort.platform], whose].join(' ').trim(), PRESENCE_WORDS[facts.presence], starts].join('; '),
    ...(wave === undefined || cohort.enrolment !== 'user'
      ? []
      : [`in wave ${wave.name}, ${clockOf(scenario, wave.at)}`]),
    ...licenceWords({ scenario, facts }),
    ...(facts.deaf && scenario.push.enabled ? ['no push ever reaches it'] : []),
    ...special.filter(([kinds]) => kinds.length > 0).map(([kinds, words]) => `${listOf(kinds)}: ${words}`),
  ]
}

function licenceWords({ scenario, facts }: { scenario: Told['scenario']; facts: Told['trace']['facts'] }): string[] {
  if (facts.licence === null || (facts.licence.fromStart && facts.licence.changes.length === 0)) return []
  const start = facts.licence.fromStart ? 'its user has a licence at the start' : 'its user has no licence at the start'
  const changes = facts.licence.changes.map((at, place) => {
    const gained = (place % 2 === 0) !== facts.licence!.fromStart
    return `${gained ? 'has one' : 'has none'} from ${clockOf(scenario, at)}`
  })
  return [[start, ...changes].join(', ')]
}
