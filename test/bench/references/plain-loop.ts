/**
 * The base model as one would write it in JavaScript for speed alone: one device after the other from the start to the
 * horizon, its few timers in locals, counts in typed arrays. No calendar, no keyed draws, no other rule.
 *
 * Usage: plain-loop DEVICES [SEED]; prints one JSON object.
 */
import * as model from './base-model.ts'
import {
  MANAGED_NEW,
  MANAGED_OLD,
  MEAN_OFFLINE,
  MEAN_ONLINE,
  PENDING,
  POLL,
  PUSH,
  Random,
  Records,
} from './base-model.ts'

const NEVER = Number.POSITIVE_INFINITY

function live(random: Random, records: Records): void {
  let online = random.uniform() < MEAN_ONLINE / (MEAN_ONLINE + MEAN_OFFLINE)
  let toggle = random.exponential(online ? MEAN_ONLINE : MEAN_OFFLINE)
  let due = Math.floor(random.uniform() * model.INTERVAL)
  // The change, then the end of retention, then never.
  let rest = model.CHANGE
  let state = MANAGED_OLD
  let overdue = false
  let stored = false
  let lacks = false
  let causeSince = 0
  let offlineGap = 0
  let awaitingGap = 0
  let events = 0
  let checkins = 0
  records.enter()

  // At one instant: the change, coming online, what is stored or arrives, polls, the end of retention, going offline.
  for (;;) {
    const toggleFirst = online ? toggle < due : toggle <= due
    const next = toggleFirst ? toggle : due
    const restFirst = state === MANAGED_OLD ? rest <= next : rest < next
    const time = restFirst ? rest : next
    if (time >= model.HORIZON) break
    events++
    let pushed = false
    let polled = false
    if (restFirst) {
      if (state === MANAGED_OLD) {
        state = PENDING
        records.show(time, MANAGED_OLD, PENDING)
        causeSince = time
        rest = time + model.RETENTION
        // The push is sent and arrives.
        events += 2
        pushed = online
        stored = !online
      } else {
        rest = NEVER
        lacks = true
        records.lack(time, 1)
      }
    } else if (!toggleFirst) {
      due += model.INTERVAL
      overdue = !online
      polled = online
    } else if (online) {
      online = false
      toggle = time + random.exponential(MEAN_OFFLINE)
      if (state === PENDING) {
        awaitingGap += time - causeSince
        causeSince = time
      }
    } else {
      online = true
      toggle = time + random.exponential(MEAN_ONLINE)
      if (state === PENDING) {
        offlineGap += time - causeSince
        causeSince = time
      }
      pushed = stored
      polled = overdue && time < due
      if (pushed) {
        stored = false
        events++
      }
      if (polled) {
        overdue = false
        events++
      }
    }
    if (pushed) {
      events++
      checkins++
      records.checkin(time, PUSH)
    }
    if (polled) {
      checkins++
      records.checkin(time, POLL)
    }
    if (state === PENDING && (pushed || polled)) {
      awaitingGap += time - causeSince
      records.show(time, PENDING, MANAGED_NEW)
      records.moved(time)
      state = MANAGED_NEW
      rest = NEVER
      if (lacks) records.lack(time, -1)
      lacks = false
    }
  }
  if (state === PENDING) {
    if (online) awaitingGap += model.HORIZON - causeSince
    else offlineGap += model.HORIZON - causeSince
  }
  records.finish(events, checkins, offlineGap, awaitingGap)
}

const devices = Number(process.argv[2] ?? 1000)
const random = new Random(Number(process.argv[3] ?? 1))
const records = new Records()
const began = performance.now()
for (let device = 0; device < devices; device++) live(random, records)
process.stdout.write(`${records.report((performance.now() - began) / 1000)}\n`)
