import type { Check } from '../statistics/check.ts'
import { stationChecks } from '../statistics/station-checks.ts'
import {
  certificateUpload,
  jitteredPolls,
  lossyRetries,
  mixedFleet,
  overduePolls,
  perfectMove,
  pollsOnly,
  pushAndPolls,
  skippedPolls,
  storedForEver,
  timeToLive,
} from './closed-forms.ts'

/** A check whose simulated figure lies further than this from the exact one has failed. */
export const LARGEST_Z = 4

const DEVICES = 100_000
const PERIOD = 8

/** Runs every closed form at a fixed seed and reports each check as soon as it is known. */
export async function validate(onCheck: (check: Check) => void = () => {}): Promise<Check[]> {
  const presence = { online: 16, offline: 8 }
  const sparse = { online: 6, offline: 10 }
  const sample = (seed: string, devices = DEVICES) => ({ seed: `closed form ${seed}`, devices })
  const forms: readonly (() => Promise<Check[]> | Check[])[] = [
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
  ]
  const checks: Check[] = []
  for (const form of forms) {
    for (const check of await form()) {
      checks.push(check)
      onCheck(check)
    }
  }
  return checks
}
