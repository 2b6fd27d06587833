import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/statistics/check.ts'
import { bundled } from './bundled.ts'

const { checkins, mixed, enrolment, states, stations, whole } = await bundled<{
  checkins: typeof import('../../src/experiment/closed-forms-checkins.ts')
  mixed: typeof import('../../src/experiment/closed-forms-mixed.ts')
  enrolment: typeof import('../../src/experiment/closed-forms-enrolment.ts')
  states: typeof import('../../src/experiment/closed-forms-states.ts')
  stations: typeof import('../../src/experiment/closed-forms-stations.ts')
  whole: typeof import('../../src/experiment/validate.ts')
}>({
  checkins: 'experiment/closed-forms-checkins.ts',
  mixed: 'experiment/closed-forms-mixed.ts',
  enrolment: 'experiment/closed-forms-enrolment.ts',
  states: 'experiment/closed-forms-states.ts',
  stations: 'experiment/closed-forms-stations.ts',
  whole: 'experiment/validate.ts',
})
const { LARGEST_Z, validate } = whole

/** The checks whose figure is four or more standard errors from the exact one. */
function failed(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ z }) => !(Math.abs(z) < LARGEST_Z))
}

function sample(seed: string, devices = 50_000) {
  return { seed: `theory ${seed}`, devices }
}

const mostlyOff = { online: 3, offline: 9 }
const mostlyOn = { online: 20, offline: 5 }

/** Parameters other than those of `validate`, so that a formula that happens to fit those is found out. */
const CASES: readonly (readonly [title: string, run: () => Promise<Check[]>, checks: number])[] = [
  [
    'polls alone bring devices at a constant rate for one period',
    () => checkins.pollsOnly(sample('1'), 6, [0.5, 1.5, 3, 5.5, 6], 0.9),
    7,
  ],
  ['polls alone do so with a period of a day too', () => checkins.pollsOnly(sample('1 day'), 24, [1, 12, 23], 0.5), 5],
  [
    'a push races the poll, and the earlier one counts',
    () => checkins.pushAndPolls(sample('2'), { period: 12, dead: 0.1, latency: 0.5 }, [0.1, 0.5, 2, 6, 11]),
    5,
  ],
  [
    'a push that reaches half of the devices leaves the rest to the poll',
    () => checkins.pushAndPolls(sample('2 dead'), { period: 4, dead: 0.5, latency: 0.1 }, [0.1, 1, 3]),
    3,
  ],
  [
    'each retry finds what the ones before it lost, but no device that is deaf',
    () => checkins.lossyRetries(sample('3'), { dead: 0.2, loss: 0.5, retries: 4, every: 0.25 }),
    6,
  ],
  [
    'a push stored for ever waits for the device',
    () => checkins.storedForEver(sample('4'), mostlyOff, [0, 1, 5, 12, 30]),
    5,
  ],
  [
    'and finds most devices at once where they are mostly online',
    () => checkins.storedForEver(sample('4 on'), mostlyOn, [0, 3]),
    2,
  ],
  [
    'an overdue poll is made up for at once on reconnecting',
    () => checkins.overduePolls(sample('5'), { period: 5, presence: mostlyOff }, [1, 5, 8, 15, 30]),
    6,
  ],
  [
    'so it is where devices are mostly online',
    () => checkins.overduePolls(sample('5 on'), { period: 12, presence: mostlyOn }, [3, 12, 16]),
    4,
  ],
  [
    'skipped polls wait for a due time at which the device is online',
    () => checkins.skippedPolls(sample('6'), { period: 6, presence: mostlyOn }, [2, 6, 9, 15, 24]),
    5,
  ],
  [
    'a certificate uploaded late starts the clock late',
    () => checkins.certificateUpload(sample('7'), { period: 6, upload: 20 }, [19.9, 21, 23, 25.5, 26]),
    5,
  ],
  [
    'jittered polls have the residual of a uniform interval',
    () => checkins.jitteredPolls(sample('8'), { period: 10, jitter: 0.4 }, [3, 6, 8, 11, 13]),
    5,
  ],
  [
    'a push is kept for its time to live and no longer',
    () => checkins.timeToLive(sample('9'), { dead: 0.25, presence: mostlyOff, live: 6 }, [0, 3, 5.9, 6, 48]),
    5,
  ],
  [
    'the coverage of a mixed fleet varies less than that of a fleet of average devices',
    () => mixed.mixedFleet(sample('11', 400), { periods: { android: 6, windows: 30 }, replications: 300 }, [1, 4]),
    4,
  ],
  [
    'a push that always works leaves no protection gap, and no longer a management gap than it takes',
    () => checkins.perfectMove(sample('12'), { period: 6, detect: 0.25, latency: 0.5 }),
    4,
  ],
  [
    'users who leave the old service enrol at once or, after failures, at a geometric number of retries',
    () =>
      enrolment.enrolmentRetries(
        sample('13'),
        { response: 0.5, delay: 8, failure: 0.6, retry: 1 },
        { unenrolled: [0, 3, 8, 30], longer: [0.5, 2, 6] },
      ),
    10,
  ],
  [
    'users who answer the loss of their access come in a herd, whose steps add up',
    () =>
      enrolment.deadlineHerd(
        sample('14'),
        { token: 1.5, response: 0.6, delay: 2, pause: 1 / 6, duration: 1 / 3 },
        [0, 1, 3, 6],
      ),
    11,
  ],
  [
    'a licence flips a device at its next poll, and no device is ever unmanaged',
    () =>
      enrolment.licenceFlips(
        sample('15'),
        { period: 12, licensed: 0.7, granted: 0.2, later: 6 },
        [0, 3, 9, 12, 15, 18],
      ),
    7,
  ],
  [
    'devices that enrol silently do so at their date or on coming online after it',
    () => enrolment.silentEnrolment(sample('16'), { spread: 10, presence: mostlyOff }, [2, 10, 12, 30]),
    5,
  ],
  [
    'so they do where the dates are spread over less than a spell offline',
    () => enrolment.silentEnrolment(sample('16 short'), { spread: 1, presence: mostlyOff }, [0.5, 1, 6]),
    4,
  ],
  [
    'a busy help desk is the machine repairman',
    () =>
      stations.helpDesk(
        sample('17', 200),
        { agents: 3, calls: 0.05, served: 3 },
        { days: 120, warmUp: 10, replications: 12 },
      ),
    4,
  ],
  [
    'so is one with a single agent, where callers wait for long',
    () =>
      stations.helpDesk(
        sample('17 full', 40),
        { agents: 1, calls: 0.08, served: 4 },
        { days: 120, warmUp: 10, replications: 12 },
      ),
    4,
  ],
  [
    'certificates of devices that do not return run out, and their records go half a year later',
    () => states.dormantFleet(sample('18'), { least: 10, most: 110 }, [10, 60, 110, 200, 290]),
    10,
  ],
  [
    'compliance that is lost is reported until the console catches up',
    () => states.lostCompliance(sample('19'), 50, [1, 10, 40, 50]),
    6,
  ],
  ['categories are worked one after the other', () => stations.categoryWork(sample('20', 3_000), 240), 2],
  ['certificates are issued by whole minutes', () => stations.certificateIssue(sample('20', 3_001), 7), 2],
  [
    'a remote action waits for the device as its push does',
    () => states.actionReaches(sample('21'), mostlyOff, [0.1, 3, 10, 40]),
    6,
  ],
  [
    'a push pool in fixed order starves behind devices that never answer',
    () => stations.fixedPool({ seed: 'theory 22 full', absent: 70, present: 100 }, 70, 20),
    2,
  ],
  [
    'and reaches the others with what is left of a batch',
    () => stations.fixedPool({ seed: 'theory 22 rest', absent: 69, present: 101 }, 80, 12),
    2,
  ],
  [
    'a push pool in random order reaches a share of them with every batch',
    () => stations.randomPool({ seed: 'theory 22 random', absent: 500, present: 1_500 }, 100, 60, [1, 4, 12, 30]),
    4,
  ],
  ['a service admits a herd as long after its rate as before', () => stations.backOff(sample('23', 25_000), 300), 4],
]

describe('closed forms', () => {
  test.each(CASES)('%s', async (_, run, checks) => {
    const made = await run()
    expect(failed(made)).toEqual([])
    expect(made).toHaveLength(checks)
  })

  test('every one of them has a case here', () => {
    const covered = CASES.map(([, run]) => String(run))
    const names = [checkins, mixed, enrolment, states, stations].flatMap((forms) => Object.keys(forms))
    const missing = names.filter((name) => !covered.some((source) => source.includes(`.${name}(`)))
    expect(missing).toEqual([])
  })
})

describe('validate', () => {
  test('makes more than a hundred checks over 23 forms, tells each when it is known, and none fails', async () => {
    const told: Check[] = []
    const checks = await validate((check) => told.push(check))
    expect(failed(checks)).toEqual([])
    expect(checks.length).toBeGreaterThanOrEqual(100)
    expect([...new Set(checks.map(({ form }) => form))]).toEqual(Array.from({ length: 23 }, (_, index) => index + 1))
    expect(told).toEqual(checks)
  }, 300_000)
})
