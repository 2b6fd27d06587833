import { ACTIONS } from '../../src/scenario/scenario.ts'
import { isPossible, issue } from './actions.ts'
import { BROADCAST } from './agenda.ts'
import { planCertificate } from './apns.ts'
import { isSwitched, planCoManagement } from './co-management.ts'
import { planCoexistence } from './coexistence.ts'
import { ownChange, requestAttempt } from './enrolment.ts'
import { type Device, waveOf } from './fleet.ts'
import { isAssigned, isDelivered, retain, retainFrom } from './profiles.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'
import { ticketsOf } from './tickets.ts'

/** A new device arrives after its presence has come. */
const ARRIVAL = 1

/** Plans every date of the plan for every device it concerns. */
export function followPlan(sim: Simulation): void {
  const { kind } = sim.scenario.change
  planArrivals(sim)
  if (kind === 'in-place') {
    planWaves(sim)
    planSwitch(sim)
  }
  const switched = planActions(sim)
  if (kind === 'in-place') planSupport(sim, switched)
  if (kind === 'third-party') planDecommission(sim)
  if (kind === 'co-management') planCoManagement(sim)
  planLicences(sim)
  if (kind === 'coexistence') planCoexistence(sim)
  planReadiness(sim)
  planCertificate(sim)
}

function planArrivals(sim: Simulation): void {
  for (const device of sim.fleet.devices) {
    if (device.arrivesAt === null) continue
    sim.at(
      device.arrivesAt,
      'online',
      device,
      () => {
        device.arrived = true
        sim.books.note(sim.now, device, 'arrived')
        requestAttempt(sim, device, sim.now)
      },
      ARRIVAL,
    )
  }
}

/** The own change of a device in place. */
function changeAuthority(sim: Simulation, device: Device, authority: Device['authority']): void {
  ownChange(sim, device)
  device.service = 'new'
  device.untouched = true
  device.authority = authority
  if (device.categorised) device.category = 'lost'
  retain(sim, device)
}

/** A device that the change still finds under the old authority. */
function isOld({ enrolled, authority }: Device): boolean {
  return enrolled && authority === 'managed_old'
}

function planWaves(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  for (const [wave, { at }] of scenario.change.waves.entries()) {
    for (const device of fleet.devices.filter((d) => waveOf(d) === wave)) {
      sim.at(
        at,
        'broadcast',
        device,
        () => {
          if (!isOld(device) || !device.licensed) return
          changeAuthority(sim, device, 'pending')
          device.changedByWave ??= wave
          if (scenario.push.onWave) push(sim, device, messages.waves[wave]!, false)
        },
        BROADCAST.wave,
      )
    }
  }
}

function planSwitch(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  for (const device of fleet.devices) {
    sim.at(
      scenario.change.at,
      'broadcast',
      device,
      () => {
        if (isOld(device)) {
          changeAuthority(sim, device, device.supported ? 'needs_ticket' : device.licensed ? 'pending' : 'unlicensed')
        }
        if (scenario.push.onSwitch) push(sim, device, messages.tenantSwitch)
      },
      BROADCAST.tenantSwitch,
    )
  }
}

/** An administrator's actions; returns the devices that are switched before the tenant is. */
function planActions(sim: Simulation): ReadonlySet<Device> {
  const { scenario, fleet, messages } = sim
  const switched = new Set<Device>()
  for (const [place, action] of scenario.change.actions.entries()) {
    const { at, kind, cohorts, share } = action
    const earlier = scenario.change.actions.slice(0, place).filter((other) => other.kind === kind)
    for (const device of fleet.devices) {
      if (!cohorts.includes(device.cohortIndex)) continue
      const position = earlier.filter((other) => other.cohorts.includes(device.cohortIndex)).length
      const index = 4096 * ACTIONS.indexOf(kind) + position
      if (share < 1 && !device.draws.happens(share, 'actionShare', index)) continue
      const message = messages.actions[place]!
      if (kind !== 'switchDevices') {
        if (!isPossible(action, device)) continue
        sim.at(at, 'broadcast', device, () => issue(sim, device, { action, index }, message), BROADCAST.action)
      } else if (scenario.change.kind === 'in-place' && at >= 0 && at < scenario.change.at) {
        if (device.arrivesAt === null || device.arrivesAt < at) switched.add(device)
        sim.at(
          at,
          'broadcast',
          device,
          () => {
            if (!isOld(device) || !(device.supported || device.licensed)) return
            changeAuthority(sim, device, 'pending')
            push(sim, device, message, false)
          },
          BROADCAST.switchDevices,
        )
      }
    }
  }
  return switched
}

/** Support switches the devices of each ticket one after the other. */
function planSupport(sim: Simulation, switched: ReadonlySet<Device>): void {
  const { scenario, fleet, messages, books } = sim
  for (const { openedAt, done } of ticketsOf(scenario, fleet, switched)) {
    const last = done.at(-1)!
    if (openedAt >= 0 && openedAt < scenario.horizon) books.count('tickets_opened', openedAt)
    if (last.at >= 0 && last.at < scenario.horizon) books.count('tickets_closed', last.at)
    for (const { device, at } of done) {
      sim.at(
        at,
        at < scenario.change.at ? 'broadcast' : 'grant',
        device,
        () => {
          if (isOld(device)) changeAuthority(sim, device, 'pending')
          else if (device.authority === 'needs_ticket') device.authority = 'pending'
          else return
          push(sim, device, messages.support, false)
        },
        BROADCAST.support,
      )
    }
  }
}

/** Licences come and go; one moves the devices of a user whom the switch, or an earlier wave, could not move. */
function planLicences(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const { waves, kind } = scenario.change
  for (const device of fleet.devices) {
    const wave = waveOf(device)
    for (const { at, licensed, licence } of device.user?.licences ?? []) {
      sim.at(
        at,
        'broadcast',
        device,
        () => {
          device.licensed = licensed
          if (kind !== 'in-place' || !licensed) return
          const missedWave = isOld(device) && wave !== null && waves[wave]!.at <= at
          if (missedWave) {
            changeAuthority(sim, device, 'pending')
            device.changedByWave ??= wave
          } else if (device.authority === 'unlicensed') device.authority = 'pending'
          else return
          if (scenario.push.onLicence) push(sim, device, messages.licences[licence]!, false)
        },
        BROADCAST.licence,
      )
    }
  }
}

/** The old third-party service ends, and with it whatever devices it still has. */
function planDecommission(sim: Simulation): void {
  const { decommission } = sim.scenario.change
  if (decommission === null) return
  for (const device of sim.fleet.devices) {
    sim.at(
      decommission,
      'broadcast',
      device,
      () => {
        if (device.authority !== 'managed_old') return
        ownChange(sim, device)
        device.authority = 'orphaned'
        retainFrom(sim, device, sim.now, true)
      },
      BROADCAST.tenantSwitch,
    )
  }
}

/** New settings are pushed to the devices that are registered and wait for them. */
function planReadiness(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const rest = scenario.change.settingsReady.length - 1
  for (const { at, group, kinds, message } of messages.readiness) {
    for (const device of fleet.devices.filter((d) => group === (waveOf(d) ?? rest))) {
      sim.at(
        at,
        'broadcast',
        device,
        () => {
          const waits = kinds.some(
            (kind) =>
              isAssigned(device, kind) && isSwitched(scenario, sim.now, device, kind) && !isDelivered(device, kind),
          )
          if (waits && device.authority === 'registered' && scenario.push.onReady) push(sim, device, message, false)
        },
        BROADCAST.ready,
      )
    }
  }
}
