import { lapse, thawReport } from './access/compliance.ts'
import { denyAccess, enforce, restoreAccess } from './access/conditional-access.ts'
import { appWipeComes } from './actions/app-wipe.ts'
import { issueAction } from './actions/remote-actions.ts'
import { restartEnds } from './actions/restart.ts'
import { change, licensed, switched } from './change/authority-change.ts'
import { workloadSwitched } from './change/co-management.ts'
import { targetChanges } from './change/coexistence.ts'
import { decommission, momentComes } from './change/migration.ts'
import { arrive } from './change/new-devices.ts'
import { outageEdge } from './contact/apns.ts'
import { renewChannel } from './contact/channel-renewal.ts'
import { causedCheckin, retryCheckin } from './contact/checkin.ts'
import { userActs } from './contact/company-portal.ts'
import { refreshCauses } from './coverage.ts'
import { cleanupComes } from './enrolment/cleanup.ts'
import { burstCheckin, enrolled } from './enrolment/enrolled.ts'
import { beginAttempt, endAttempt } from './enrolment/enrolment.ts'
import { identityExpires, mayRenew, removeRecord } from './enrolment/identity-certificate.ts'
import { categoryDone } from './people/categories.ts'
import { callHelpDesk, hangUp } from './people/help-desk.ts'
import { settingsReady } from './profiles/readiness.ts'
import { deadlineComes } from './profiles/retention.ts'
import { attemptPush, pushArrives, storedActs, storedExpires } from './push/push.ts'
import { certificateGranted } from './stations/scep.ts'
import { TIMER } from './timer-kinds.ts'
import type { World } from './world.ts'

/** What each of the rare timers does, in the order of their numbers; true when the device now stands at a station. */
export function fire(world: World, row: number, time: number, kind: number, payload: number, value: number): boolean {
  switch (kind) {
    case TIMER.change:
      change(world, row, time, payload)
      return false
    case TIMER.licence:
      if (world.plan.scenario.change.kind === 'coexistence') targetChanges(world, row, time, payload)
      else licensed(world, row, time, payload)
      return false
    case TIMER.ready:
      settingsReady(world, row, time)
      return false
    case TIMER.apns:
      outageEdge(world, row, time, payload)
      return false
    case TIMER.send:
      attemptPush(world, row, time, payload)
      return false
    case TIMER.switched:
      switched(world, row, time, payload)
      return false
    case TIMER.arrival:
      pushArrives(world, row, time, payload, value)
      return false
    case TIMER.stored:
      storedActs(world, row, time)
      return false
    case TIMER.act:
      userActs(world, row, time)
      return false
    case TIMER.checkin:
      return causedCheckin(world, row, time, payload)
    case TIMER.renewal:
      return renewChannel(world, row, time)
    case TIMER.retry:
      return retryCheckin(world, row, time, payload)
    case TIMER.storedExpiry:
      storedExpires(world, row, time)
      return false
    case TIMER.retention:
      return counts(world, deadlineComes(world, row, time))
    case TIMER.newDevice:
      arrive(world, row, time)
      return false
    case TIMER.decommission:
      decommission(world, row, time)
      return false
    case TIMER.workload:
      workloadSwitched(world, row, time)
      return false
    case TIMER.action:
      issueAction(world, row, time, payload)
      return false
    case TIMER.force:
      enforce(world, row, time)
      refreshCauses(world, row, time)
      return false
    case TIMER.renewable:
      mayRenew(world, row)
      return false
    case TIMER.grant:
      certificateGranted(world, row, time)
      return false
    case TIMER.categorised:
      categoryDone(world, row, time)
      refreshCauses(world, row, time)
      return false
    case TIMER.moment:
      momentComes(world, row, time, payload)
      return false
    case TIMER.call:
      callHelpDesk(world, row, time)
      return false
    case TIMER.hangUp:
      hangUp(world, row, time)
      return false
    case TIMER.enrol:
      beginAttempt(world, row, time)
      return false
    case TIMER.enrolEnd:
      return endAttempt(world, row, time) && enrolled(world, row, time)
    case TIMER.burst:
      return burstCheckin(world, row, time, payload)
    case TIMER.restarted:
      restartEnds(world, row, time)
      return false
    case TIMER.appWipe:
      appWipeComes(world, row, time, payload)
      return false
    case TIMER.identityExpiry:
      identityExpires(world, row, time)
      return false
    case TIMER.removal:
      removeRecord(world, row, time)
      return false
    case TIMER.cleanup:
      return counts(world, cleanupComes(world, row, time))
    case TIMER.lapse:
      if (lapse(world, row, time)) refreshCauses(world, row, time)
      else world.handled--
      return false
    case TIMER.thaw:
      thawReport(world, row, time)
      return false
    case TIMER.block:
      denyAccess(world, row, time)
      refreshCauses(world, row, time)
      return false
    default:
      restoreAccess(world, row, time)
      refreshCauses(world, row, time)
      return false
  }
}

/** A timer that found nothing to do is not counted; no device stands at a station after it. */
function counts(world: World, did: boolean): false {
  if (!did) world.handled--
  return false
}
