import { attempt, attemptNow, ORDER } from './check-in.ts'
import { dueTimes, pollInterval } from './due-times.ts'
import type { Device } from './fleet.ts'
import { deliverStored } from './push.ts'
import type { Simulation } from './simulation.ts'

/** Plans a device's comings and goings, one ahead. */
export function followPresence(sim: Simulation, device: Device): void {
  const next = device.attendance.toggles.next()
  if (next.done) return
  const comes = !device.online
  sim.at(next.value, comes ? 'online' : 'offline', device, () => {
    if (device.stranded) return
    if (comes) comeOnline(sim, device)
    else goOffline(sim, device)
    followPresence(sim, device)
  })
}

function goOffline(sim: Simulation, device: Device): void {
  device.online = false
  device.departures++
  sim.books.note(sim.now, device, 'offline')
}

function comeOnline(sim: Simulation, device: Device): void {
  const { poll } = sim.scenario
  device.online = true
  sim.books.note(sim.now, device, 'online')
  if (device.stored !== null) deliverStored(sim, device)
  if (poll.onReconnect === 'immediately' && pollInterval(sim.scenario, device) !== null) attemptNow(sim, device, 'poll')
  if (poll.onReconnect === 'overdue-poll' && device.overdue) planOverduePoll(sim, device)
  for (; device.portalVisits > 0; device.portalVisits--) attemptNow(sim, device, 'company_portal')
  if (device.renewalMissed) {
    device.renewalMissed = false
    attemptNow(sim, device, 'channel_renewal')
  }
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
  const due = dueTimes(interval, device)
  const plan = (): void => {
    sim.at(due.next().value!, 'attempt', device, () => {
      device.overdue = !device.online
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
        if (!device.online) device.renewalMissed = true
        attempt(sim, device, 'channel_renewal')
        plan(time + period)
      },
      ORDER.channelRenewal,
    )
  }
  plan(Math.floor(device.draws.uniform('channelPhase') * period))
}

/** Plans what users do after a campaign: each opens the company portal on their devices in its cohorts. */
export function followCampaigns(sim: Simulation, device: Device): void {
  const { user } = device
  if (user === null) return
  let index = 0
  for (const { at, cohorts, response, delay } of sim.scenario.change.campaigns) {
    const reached = sim.fleet.devices.some((d) => cohorts.includes(d.cohortIndex) && d.user?.home === user.home)
    if (!reached) continue
    const isAddressed = cohorts.includes(device.cohortIndex)
    if (isAddressed && user.draws.happens(response, 'campaignResponse', index)) {
      sim.at(Math.max(0, at + user.draws.duration(delay, 'campaignDelay', index)), 'act', device, () => {
        if (device.online) attemptNow(sim, device, 'company_portal')
        else device.portalVisits++
      })
    }
    index++
  }
}
