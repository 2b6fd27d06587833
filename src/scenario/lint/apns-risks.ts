import type { Apns } from '../scenario.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { HOUR } from '../words/duration.ts'
import { count, inFleet, isApple, roughly, type Subject, total } from './lint-subject.ts'

/** An outage in which every device has a scheduled check-in. Microsoft: about every 8 hours. */
const LONG = 8 * HOUR

/** Finds times in which Apple devices cannot check in, because of the tenant's push certificate. */
export function findApnsRisks(subject: Subject): Problem[] {
  const { change, cohorts, horizon } = subject.scenario
  // Devices of other platforms than Windows are not enrolled in co-management.
  if (change.kind === 'co-management') return []
  const apple = total(cohorts, (cohort) => (inFleet(cohort) && isApple(cohort) ? cohort.devices : 0))
  if (apple === 0) return []
  const first = Math.min(...subject.groups.map(({ at }) => at))
  const enrolled = change.kind === 'in-place' || change.kind === 'coexistence'
  const begin = enrolled ? change.at : Number.NEGATIVE_INFINITY
  const outages = outagesOf(change.apns, begin)
    .map(({ from, ...rest }) => ({ ...rest, from: enrolled ? from : Math.max(from, first) }))
    .filter(({ from, to }) => from < horizon && to - from > LONG)
  return [
    ...outages.map((outage) => outageProblem(outage, apple, change.at)),
    ...topicProblem(change.apns, apple, enrolled ? 0 : first, horizon),
  ]
}

interface Outage {
  readonly from: number
  readonly to: number
  readonly why: 'switch' | 'expiry'
}

/** Times without any certificate; one of another topic is a certificate for devices that enrol, and does not end them here. */
function outagesOf({ required, uploads, expiries }: Apns, begin: number): Outage[] {
  const starts = [
    ...(required ? [{ from: begin, why: 'switch' as const }] : []),
    ...expiries.map((from) => ({ from, why: 'expiry' as const })),
  ].sort((a, b) => a.from - b.from)
  let covered = Number.NEGATIVE_INFINITY
  return starts.flatMap(({ from, why }) => {
    const end = uploads.find(({ at, topic }) => topic === 'original' && at >= from)?.at ?? Number.POSITIVE_INFINITY
    if (end <= covered && covered !== Number.NEGATIVE_INFINITY) return []
    covered = end
    return [{ from, to: end, why }]
  })
}

function outageProblem({ from, to, why }: Outage, apple: number, changeAt: number): Problem {
  const blocked = `${count(apple, 'Apple device')} cannot check in or enrol`
  const [path, after]: [Path, string] =
    why === 'switch' ? [['change', 'apns', 'uploads'], 'the switch'] : [['change', 'apns', 'expires'], 'the expiry']
  const date = why === 'switch' ? changeAt : from
  return {
    path,
    code: why === 'switch' ? 'apns-outage' : 'apns-expiry',
    devices: apple,
    message:
      to === Number.POSITIVE_INFINITY
        ? `${blocked} after ${after}: no certificate is uploaded`
        : `${blocked} until the certificate is uploaded, ${roughly(to - date)} after ${after}`,
    hint:
      why === 'switch'
        ? 'upload the renewed certificate right after the switch'
        : 'upload the renewed certificate before it expires',
  }
}

function topicProblem({ uploads }: Apns, apple: number, since: number, horizon: number): Problem[] {
  const changed = uploads.find(({ at, topic }) => topic === 'changed' && at > since && at < horizon)
  if (changed === undefined) return []
  const repair = uploads.find(({ at, topic }) => topic === 'original' && at > changed.at)
  const until = repair === undefined ? 'and all have to enrol anew' : `for ${roughly(repair.at - changed.at)}`
  return [
    {
      path: ['change', 'apns', 'uploads'],
      code: 'apns-topic',
      devices: apple,
      message: `${count(apple, 'Apple device')} cannot be reached under a certificate of another topic, ${until}`,
      hint: 'renew with the same Apple ID; else upload the original again or enrol the devices anew',
    },
  ]
}
