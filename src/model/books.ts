import {
  ACCESS_CAUSE,
  ACCESS_SINCE,
  BY_WAVE,
  BYTES,
  CERTIFICATE_END,
  COHORT,
  DOUBLES,
  ENROLLED_AT,
  FIRST_CHECKIN,
  HASH_A,
  HASH_B,
  INTS,
  MANAGED_AT,
  MANAGEMENT_CAUSE,
  MANAGEMENT_SINCE,
  OWN_CHANGE,
  PENDING,
  PROTECTED_AT,
  PROTECTION_CAUSE,
  PROTECTION_SINCE,
  SHOWN,
  STATE_SINCE,
  USER,
  WAVE,
} from '../fleet/device-table.ts'
import { closeActions } from './actions/pending-actions.ts'
import { ACCESS, charge, MANAGEMENT, NO_CAUSE, NOT_ENTERED, PROTECTION } from './coverage.ts'
import { hasCall } from './people/calls.ts'
import { outstandingPushes } from './push/push.ts'
import type { Outcome } from './recorder.ts'
import { CAUSES } from './vocabulary.ts'
import type { World } from './world.ts'

const outcome: Outcome = {
  cohort: 0,
  user: 0,
  wave: -1,
  changedAt: Number.NaN,
  firstCheckin: Number.NaN,
  managedAt: Number.NaN,
  enrolledAt: Number.NaN,
  certificateEnd: Number.NaN,
  protectedAgain: Number.NaN,
  gaps: [0, 0, 0],
  mainCause: NO_CAUSE,
  finalState: 0,
}
const weights = new Float64Array(CAUSES.length)

/** Closes the books of the device at the horizon: open gaps end there, sums go to the recorder. */
export function closeBooks(world: World, row: number): void {
  const { bytes, doubles, ints, recorder, horizon, sums } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const cohort = ints[row * INTS + COHORT]!
  charge(world, row, MANAGEMENT, bytes[b + MANAGEMENT_CAUSE]!, doubles[d + MANAGEMENT_SINCE]!, horizon)
  charge(world, row, PROTECTION, bytes[b + PROTECTION_CAUSE]!, doubles[d + PROTECTION_SINCE]!, horizon)
  charge(world, row, ACCESS, bytes[b + ACCESS_CAUSE]!, doubles[d + ACCESS_SINCE]!, horizon)
  if (bytes[b + SHOWN] !== NOT_ENTERED) recorder.leave(bytes[b + SHOWN]!, horizon - doubles[d + STATE_SINCE]!)
  recorder.outstanding(outstandingPushes(world, row))
  const { gaps } = outcome
  gaps[0] = 0
  gaps[1] = 0
  gaps[2] = 0
  for (let node = sums.first(row); node >= 0; node = sums.after(node)) {
    const gap = Math.floor(sums.slot(node) / CAUSES.length)
    const cause = sums.slot(node) - gap * CAUSES.length
    recorder.gap(cohort, gap, cause, sums.sum(node))
    gaps[gap]! += sums.sum(node)
    weights[cause]! += sums.sum(node)
  }
  if (gaps[MANAGEMENT] > 0) recorder.gapTotal(cohort, MANAGEMENT, gaps[MANAGEMENT], bytes[b + MANAGEMENT_CAUSE]!)
  if (gaps[PROTECTION] > 0) recorder.gapTotal(cohort, PROTECTION, gaps[PROTECTION], bytes[b + PROTECTION_CAUSE]!)
  if (gaps[ACCESS] > 0) recorder.gapTotal(cohort, ACCESS, gaps[ACCESS], bytes[b + ACCESS_CAUSE]!)
  if (world.plan.helped) recorder.callsOpen(hasCall(world, row) ? 1 : 0)
  if (ints[row * INTS + PENDING]! >= 0) recorder.actionsOpen(closeActions(world, row))
  if (recorder.wantsOutcomes) report(world, row)
  if (sums.first(row) >= 0) {
    weights.fill(0)
    sums.clear(row)
  }
  recorder.finish(ints[row * INTS + HASH_A]!, ints[row * INTS + HASH_B]!, world.handled, world.attempts)
  world.handled = 0
  world.attempts = 0
}

function report(world: World, row: number): void {
  const { bytes, doubles, ints, plan } = world
  const b = row * BYTES
  const d = row * DOUBLES
  const cohort = world.cohort(row)
  outcome.cohort = cohort.index
  outcome.user = plan.users.numberOf(cohort.home, ints[row * INTS + USER]!)
  outcome.wave = bytes[b + BY_WAVE] === 1 ? ints[row * INTS + WAVE]! : -1
  outcome.changedAt = doubles[d + OWN_CHANGE]!
  outcome.firstCheckin = doubles[d + FIRST_CHECKIN]!
  outcome.managedAt = doubles[d + MANAGED_AT]!
  outcome.enrolledAt = doubles[d + ENROLLED_AT]!
  outcome.certificateEnd = doubles[d + CERTIFICATE_END]!
  outcome.protectedAgain = doubles[d + PROTECTED_AT]!
  outcome.mainCause = heaviest()
  outcome.finalState = Math.max(0, bytes[b + SHOWN]!)
  world.recorder.outcome(world.deviceOf(row), outcome)
}

/** The cause with the most time over all gaps; of equals the first in order of precedence; −1 without any. */
function heaviest(): number {
  let main = NO_CAUSE
  let most = 0
  for (let cause = 0; cause < CAUSES.length; cause++) {
    if (weights[cause]! > most) {
      most = weights[cause]!
      main = cause
    }
  }
  return main
}
