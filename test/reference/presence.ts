import { pauseSlowActions, resumeReenrolment, resumeSlowActions } from './actions.ts'
import { attempt, attemptNow, ORDER } from './check-in.ts'
import { dueTimes, pollInterval } from './due-times.ts'
import { interruptAttempt, resumeAttempt } from './enrolment.ts'
import type { Device } from './fleet.ts'
import { resumeAct } from './moments.ts'
import { deliverStored } from './push.ts'
import { fetchCertificate } from './scep.ts'
import type { Simulation } from './simulation.ts'

const RESTART = 5 * 60_000

/** Plans a device's comings and goings, one ahead. */
export function followPresence(sim: Simulation, device: Device): void {
  const next = device.attendance.toggles.next()
  if (next.done) return
  const { course } = device
  const comes = !device.present
  sim.at(next.value, comes ? 'online' : 'offline', device, () => {
    if (device.stranded || device.course !== course) return
    device.present = comes
    if (comes && device.held === 'locked') device.held = null
    if (!comes) leave(sim, device)
    else if (device.held === null) comeOnline(sim, device)
    followPresence(sim, device)
  })
}

/** The device goes offline, whatever the reason. */
export function leave(sim: Simulation, device: Device): void {
  if (!device.online) return
  device.online = false
  device.departures++
  if (!device.arrived) return
  sim.books.note(sim.now, device, 'offline')
  pauseSlowActions(sim, device)
  interruptAttempt(sim, device)
}

function comeOnline(sim: Simulation, device: Device): void {
  const { poll } = sim.scenario
  device.online = true
  if (!device.arrived) return
  sim.books.note(sim.now, device, 'online')
  if (device.stored !== null) deliverStored(sim, device)
  if (poll.onReconnect === 'immediately' && pollInterval(sim.scenario, device) !== null) attemptNow(sim, device, 'poll')
  if (poll.onReconnect === 'overdue-poll' && device.overdue) planOverduePoll(sim, device)
  for (; device.portalVisits > 0; device.portalVisits--) attemptNow(sim, device, 'company_portal')
  if (device.renewalMissed) {
    device.renewalMissed = false
    attemptNow(sim, device, 'channel_renewal')
  }
  if (device.issuance === 'issued') sim.at(sim.now, 'grant', device, () => fetchCertificate(sim, device))
  resumeSlowActions(sim, device)
  resumeAct(sim, device)
  resumeReenrolment(sim, device)
  resumeAttempt(sim, device)
}

/** A restart takes a device offline for five minutes; a locked one stays so until its user next comes. */
export function restart(sim: Simulation, device: Device, locked: boolean): void {
  const hold = ++device.holds
  if (device.held !== 'locked') device.held = locked ? 'locked' : 'timed'
  leave(sim, device)
  sim.at(sim.now + RESTART, 'online', device, () => {
    if (device.holds !== hold || device.held !== 'timed') return
    device.held = null
    if (device.present && !device.stranded) comeOnline(sim, device)
  })
}

/** A stranded device gets another network for good: it is back, with new spells and polls. */
export function rescue(sim: Simulation, device: Device): void {
  device.stranded = false
  device.lifelines = []
  device.course++
  device.held = null
  device.present = true
  device.attendance.toggles = device.attendance.resume(sim.now)
  comeOnline(sim, device)
  followPresence(sim, device)
  followPolls(sim, device)
}

/** One poll makes up for all that fell due while the device was offline, unless it leaves or the next one is due before. */
function planOverduePoll(sim: Simulation, device: Device): void {
  const spell = device.departures
  const delay = device.draws.duration(sim.scenario.poll.reconnectDelay, 'reconnectDelay', spell)
  sim.at(
    sim.now + delay,
    'attempt',
    device,
    () => {
      if (!device.online || !device.overdue || device.departures !== spell) return
      device.overdue = false
      attempt(sim, device, 'poll')
    },
    ORDER.poll,
  )
}

/** Plans a device's polls, one ahead; no check-in moves their due times. */
export function followPolls(sim: Simulation, device: Device): void {
  const interval = pollInterval(sim.scenario, device)
  if (interval === null) return
  const { course } = device
  const due = dueTimes(interval, device, sim.now)
  const plan = (): void => {
    sim.at(due.next().value!, 'attempt', device, () => {
      if (device.stranded || device.course !== course) return
      device.overdue = device.enrolled && !device.online
      attempt(sim, device, 'poll')
      plan()
    })
  }
  plan()
}

/** Plans the renewals of a Windows device's push channel; one that falls due offline is made up for on coming online. */
export function followChannelRenewals(sim: Simulation, device: Device): void {
  const period = sim.scenario.channelRenewal
  if (period === null || device.cohort.platform !== 'windows') return
  const plan = (time: number): void => {
    sim.at(
      time,
      'attempt',
      device,
      () => {
        if (device.enrolled && !device.online) device.renewalMissed = true
        attempt(sim, device, 'channel_renewal')
        plan(time + period)
      },
      ORDER.channelRenewal,
    )
  }
  plan(Math.floor(device.draws.uniform('channelPhase') * period))
}

/** The campaigns that the device's user answers for this device, and when. */
export function campaignsFor(sim: Simulation, device: Device): readonly { at: number; actsAt: number }[] {
  const { user } = device
  if (user === null) return []
  const reaching = sim.scenario.change.campaigns.filter(({ cohorts }) =>
    sim.fleet.devices.some((d) => cohorts.includes(d.cohortIndex) && d.user?.home === user.home),
  )
  return reaching.flatMap(({ at, cohorts, response, delay }, index) => {
    const isAddressed = cohorts.includes(device.cohortIndex)
    if (!isAddressed || !user.draws.happens(response, 'campaignResponse', index)) return []
    return [{ at, actsAt: at + user.draws.duration(delay, 'campaignDelay', index) }]
  })
}

/** Plans what users do after a campaign: each opens the company portal on their devices in its cohorts. */
export function followCampaigns(sim: Simulation, device: Device): void {
  const { kind } = sim.scenario.change
  if (kind === 'third-party' || kind === 'set') return
  for (const { actsAt } of campaignsFor(sim, device)) {
    sim.at(Math.max(0, actsAt), 'act', device, () => visitPortal(sim, device))
  }
}

/** The user of a device has it check in, when it is online. */
export function visitPortal(sim: Simulation, device: Device): void {
  if (!device.enrolled) return
  if (device.online) attemptNow(sim, device, 'company_portal')
  else device.portalVisits++
}
