import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/statistics/check.ts'
import { bundled } from './bundled.ts'

const forms = await bundled<typeof import('../../src/experiment/closed-forms.ts')>('experiment/closed-forms.ts')
const { LARGEST_Z, validate } =
  await bundled<typeof import('../../src/experiment/validate.ts')>('experiment/validate.ts')

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
    () => forms.pollsOnly(sample('1'), 6, [0.5, 1.5, 3, 5.5, 6], 0.9),
    7,
  ],
  ['polls alone do so with a period of a day too', () => forms.pollsOnly(sample('1 day'), 24, [1, 12, 23], 0.5), 5],
  [
    'a push races the poll, and the earlier one counts',
    () => forms.pushAndPolls(sample('2'), { period: 12, dead: 0.1, latency: 0.5 }, [0.1, 0.5, 2, 6, 11]),
    5,
  ],
  [
    'a push that reaches half of the devices leaves the rest to the poll',
    () => forms.pushAndPolls(sample('2 dead'), { period: 4, dead: 0.5, latency: 0.1 }, [0.1, 1, 3]),
    3,
  ],
  [
    'each retry finds what the ones before it lost, but no device that is deaf',
    () => forms.lossyRetries(sample('3'), { dead: 0.2, loss: 0.5, retries: 4, every: 0.25 }),
    6,
  ],
  [
    'a push stored for ever waits for the device',
    () => forms.storedForEver(sample('4'), mostlyOff, [0, 1, 5, 12, 30]),
    5,
  ],
  [
    'and finds most devices at once where they are mostly online',
    () => forms.storedForEver(sample('4 on'), mostlyOn, [0, 3]),
    2,
  ],
  [
    'an overdue poll is made up for at once on reconnecting',
    () => forms.overduePolls(sample('5'), { period: 5, presence: mostlyOff }, [1, 5, 8, 15, 30]),
    6,
  ],
  [
    'so it is where devices are mostly online',
    () => forms.overduePolls(sample('5 on'), { period: 12, presence: mostlyOn }, [3, 12, 16]),
    4,
  ],
  [
    'skipped polls wait for a due time at which the device is online',
    () => forms.skippedPolls(sample('6'), { period: 6, presence: mostlyOn }, [2, 6, 9, 15, 24]),
    5,
  ],
  [
    'a certificate uploaded late starts the clock late',
    () => forms.certificateUpload(sample('7'), { period: 6, upload: 20 }, [19.9, 21, 23, 25.5, 26]),
    5,
  ],
  [
    'jittered polls have the residual of a uniform interval',
    () => forms.jitteredPolls(sample('8'), { period: 10, jitter: 0.4 }, [3, 6, 8, 11, 13]),
    5,
  ],
  [
    'a push is kept for its time to live and no longer',
    () => forms.timeToLive(sample('9'), { dead: 0.25, presence: mostlyOff, live: 6 }, [0, 3, 5.9, 6, 48]),
    5,
  ],
  [
    'the coverage of a mixed fleet varies less than that of a fleet of average devices',
    () => forms.mixedFleet(sample('11', 400), { periods: { android: 6, windows: 30 }, replications: 300 }, [1, 4]),
    4,
  ],
  [
    'a push that always works leaves no protection gap, and no longer a management gap than it takes',
    () => forms.perfectMove(sample('12'), { period: 6, detect: 0.25, latency: 0.5 }),
    4,
  ],
]

describe('closed forms', () => {
  test.each(CASES)('%s', async (_, run, checks) => {
    const made = await run()
    expect(failed(made)).toEqual([])
    expect(made).toHaveLength(checks)
  })

  test('every one of them has a case here', () => {
    const covered = CASES.map(([, run]) => String(run))
    const missing = Object.keys(forms).filter((name) => !covered.some((source) => source.includes(`.${name}(`)))
    expect(missing).toEqual([])
  })
})

describe('validate', () => {
  test('makes more than forty checks over twelve forms, tells each when it is known, and none fails', async () => {
    const told: Check[] = []
    const checks = await validate((check) => told.push(check))
    expect(failed(checks)).toEqual([])
    expect(checks.length).toBeGreaterThanOrEqual(40)
    expect([...new Set(checks.map(({ form }) => form))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(told).toEqual(checks)
  })
})
