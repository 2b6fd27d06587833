import type { Check } from '../statistics/check.ts'
import { stationChecks } from '../statistics/station-checks.ts'
import {
  certificateUpload,
  jitteredPolls,
  lossyRetries,
  overduePolls,
  perfectMove,
  pollsOnly,
  pushAndPolls,
  skippedPolls,
  storedForEver,
  timeToLive,
} from './closed-forms-checkins.ts'
import { deadlineHerd, enrolmentRetries, licenceFlips, silentEnrolment } from './closed-forms-enrolment.ts'
import { mixedFleet } from './closed-forms-mixed.ts'
import { actionReaches, dormantFleet, lostCompliance } from './closed-forms-states.ts'
import { backOff, categoryWork, certificateIssue, fixedPool, helpDesk, randomPool } from './closed-forms-stations.ts'

/** A check whose simulated figure lies further than this from the exact one has failed. */
export const LARGEST_Z = 4

const DEVICES = 100_000
const PERIOD = 8

const presence = { online: 16, offline: 8 }
const sparse = { online: 6, offline: 10 }
const sample = (seed: string, devices = DEVICES) => ({ seed: `closed form ${seed}`, devices })
const pool = (absent: number) => ({ seed: 'closed form 22', absent, present: 2000 })

/** The closed forms in their published order. */
const FORMS: readonly (() => Promise<Check[]> | Check[])[] = [
  () => pollsOnly(sample('1'), PERIOD, [1, 2, 4, 6, 7.5], 0.95),
  () => pushAndPolls(sample('2'), { period: PERIOD, dead: 0.3, latency: 0.05 }, [0.05, 0.25, 1, 4, 7]),
  () => lossyRetries(sample('3'), { dead: 0.05, loss: 0.3, retries: 3, every: 0.5 }),
  () => storedForEver(sample('4'), presence, [0, 2, 8, 24, 48]),
  () => overduePolls(sample('5'), { period: PERIOD, presence: sparse }, [2, 8, 16, 24, 48]),
  () => skippedPolls(sample('6'), { period: PERIOD, presence: sparse }, [4, 8, 20, 48, 100]),
  () => certificateUpload(sample('7'), { period: PERIOD, upload: 5 }, [4.9, 6, 9, 12, 13]),
  () => jitteredPolls(sample('8'), { period: PERIOD, jitter: 0.125 }, [2, 6, 7, 7.5, 8.5]),
  () => timeToLive(sample('9'), { dead: 0.1, presence: sparse, live: 24 }, [0, 6, 12, 24, 72]),
  () => stationChecks(),
  () => mixedFleet(sample('11', 1_000), { periods: { android: 8, windows: 24 }, replications: 400 }, [2, 6]),
  () => perfectMove(sample('12'), { period: PERIOD, detect: 1 / 30, latency: 1 / 120 }),
  () =>
    enrolmentRetries(
      sample('13', 150_000),
      { response: 0.9, delay: 24, failure: 0.6, retry: 4 },
      { unenrolled: [4, 24, 72], longer: [2, 12, 36] },
    ),
  () => deadlineHerd(sample('14'), { token: 1, response: 0.9, delay: 4, pause: 0, duration: 0 }, [0.5, 2, 4, 12]),
  () => licenceFlips(sample('15'), { period: PERIOD, licensed: 0.4, granted: 0.5, later: 12 }, [2, 6, 8, 14, 19]),
  () => silentEnrolment(sample('16'), { spread: 48, presence }, [6, 24, 48, 54, 72]),
  () =>
    helpDesk(sample('17', 1_000), { agents: 2, calls: 0.005, served: 4 }, { days: 700, warmUp: 10, replications: 20 }),
  () => dormantFleet(sample('18'), { least: 41, most: 365 }, [41, 100, 203, 365, 400, 545]),
  () => lostCompliance(sample('19'), 168, [1, 42, 84, 126, 168]),
  () => categoryWork(sample('20', 20_000), 100),
  () => certificateIssue(sample('20', 20_000), 30),
  () => actionReaches(sample('21'), presence, [0.1, 4, 8, 24, 48]),
  () => fixedPool(pool(500), 500, 10),
  () => fixedPool(pool(120), 500, 10),
  () => randomPool(pool(3000), 500, 50, [1, 5, 10, 20]),
  () => backOff(sample('23', 50_000), 600),
]

/** Runs every closed form at a fixed seed and reports each check as soon as it is known. */
export async function validate(onCheck: (check: Check) => void = () => {}): Promise<Check[]> {
  const checks: Check[] = []
  for (const form of FORMS) {
    for (const check of await form()) {
      checks.push(check)
      onCheck(check)
    }
  }
  return checks
}
