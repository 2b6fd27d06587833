import type { GapInterval } from '../../measure/tally.ts'
import { CAUSES, GAPS } from '../../model/vocabulary.ts'
import type { Kind } from '../../scenario/scenario.ts'
import { Condition } from './condition.ts'
import type { GapPeriod, GapStory, Step } from './story.ts'
import { instantOf, type Told } from './told.ts'

/** What keeps the device in a gap; 25 letters fit on a terminal. */
export const CAUSE_WORDS: Readonly<Record<(typeof CAUSES)[number], string>> = {
  removed: 'record removed',
  retired: 'retired',
  'identity-certificate': 'certificate expired',
  'never-online': 'never online',
  stranded: 'cut off from its network',
  ticket: 'waiting for support',
  licence: 'user without a licence',
  'enrolment-failed': 'enrolment failed',
  'user-not-enrolled': 'user has not enrolled',
  apns: 'no Apple push certificate',
  'not-assigned': 'profile not assigned',
  'settings-late': 'new settings not ready',
  category: 'waiting for a category',
  issuance: 'waiting for a certificate',
  offline: 'offline',
  throttled: 'refused at capacity',
  'awaiting-checkin': 'waiting for a check-in',
  'not-compliant': 'not compliant',
  'access-lag': 'access not restored yet',
}

/** The gaps of the device: each with its periods and their causes over time; empty ones are left out. */
export function gapsOf(told: Told, steps: readonly Step[]): GapStory[] {
  const { scenario, trace } = told
  return GAPS.flatMap((gap, index) => {
    const intervals = trace.intervals.filter((interval) => interval.gap === index)
    if (intervals.length === 0) return []
    const sums = new Map<number, number>()
    for (const { cause, from, to } of intervals) sums.set(cause, (sums.get(cause) ?? 0) + to - from)
    const causes = [...sums]
      .sort(([a, spent], [b, more]) => more - spent || a - b)
      .map(([cause, total]) => ({ cause: CAUSES[cause]!, words: CAUSE_WORDS[CAUSES[cause]!], total }))
    const periods = contiguous(intervals).map((period): GapPeriod => {
      const from = period[0]!.from
      const to = period.at(-1)!.to
      const open = to === scenario.horizon
      return {
        from: instantOf(scenario, from),
        to: instantOf(scenario, to),
        open,
        openedBy: titleAt(steps, from, gap),
        closedBy: open ? '' : titleAt(steps, to, gap),
        missing: gap === 'protection' ? missingIn(told, from, to) : [],
        intervals: period.map((interval) => ({
          cause: CAUSES[interval.cause]!,
          from: instantOf(scenario, interval.from),
          to: instantOf(scenario, interval.to),
        })),
      }
    })
    return [{ gap, total: intervals.reduce((sum, { from, to }) => sum + to - from, 0), causes, periods }]
  })
}

function contiguous(intervals: readonly GapInterval[]): GapInterval[][] {
  const periods: GapInterval[][] = []
  for (const interval of intervals) {
    const last = periods.at(-1)
    if (last?.at(-1)?.to === interval.from) last.push(interval)
    else periods.push([interval])
  }
  return periods
}

/** The step with which a gap opens or closes: of those at the instant the one that changes what the gap is about. */
function titleAt(steps: readonly Step[], offset: number, gap: GapStory['gap']): string {
  const then = steps.filter((step) => step.offset === offset)
  const about = gap === 'management' ? /^state-/ : gap === 'protection' ? /^kind-/ : /blocked$/
  const step =
    then.find(({ event }) => event === 'arrived') ??
    then.findLast(({ events }) => events.some(({ event }) => about.test(event))) ??
    then.at(-1)
  return step?.title ?? (offset === 0 ? 'the start of the run' : 'a rule without an event of its own')
}

/** Kinds that are missing at some time in [from, to). */
function missingIn({ trace }: Told, from: number, to: number): Kind[] {
  const condition = new Condition(trace.facts)
  const missing = new Set<Kind>()
  const note = (): void => {
    for (const kind of condition.in('missing')) missing.add(kind)
  }
  let begun = false
  for (const event of trace.events) {
    if (event.time >= to) break
    if (event.time > from && !begun) {
      begun = true
      note()
    }
    condition.apply(event)
    if (begun) note()
  }
  if (!begun) note()
  return [...missing]
}
