import { APPLE, type Device, waveOf } from './fleet.ts'
import { isAssigned, isDelivered, retain } from './profiles.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'
import { ticketsOf } from './tickets.ts'
import { usersOf } from './waves.ts'

/** The order of broadcasts that come at one instant. */
const ORDER = { wave: 0, switchDevices: 1, tenantSwitch: 2, support: 3, licence: 4, ready: 5, certificate: 6, sync: 7 }

/** Plans every date of the plan for every device it concerns. */
export function followPlan(sim: Simulation): void {
  planWaves(sim)
  planSwitch(sim)
  const switched = planActions(sim)
  planSupport(sim, switched)
  planLicences(sim)
  planReadiness(sim)
  planCertificate(sim)
}

/** The device's own change. */
function changeAuthority(sim: Simulation, device: Device, authority: Device['authority']): void {
  device.changedAt = sim.now
  device.authority = authority
  sim.books.note(sim.now, device, 'change')
  retain(sim, device)
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
          if (device.changedAt !== null || !device.licensed) return
          changeAuthority(sim, device, 'pending')
          device.changedByWave = wave
          if (scenario.push.onWave) push(sim, device, messages.waves[wave]!)
        },
        ORDER.wave,
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
        if (device.changedAt === null) {
          changeAuthority(sim, device, device.supported ? 'needs_ticket' : device.licensed ? 'pending' : 'unlicensed')
        }
        if (scenario.push.onSwitch) push(sim, device, messages.tenantSwitch)
      },
      ORDER.tenantSwitch,
    )
  }
}

/** An administrator's actions; returns the devices that are switched before the tenant is. */
function planActions(sim: Simulation): ReadonlySet<Device> {
  const { scenario, fleet, messages } = sim
  const switched = new Set<Device>()
  for (const [action, { at, kind, cohorts, share }] of scenario.change.actions.entries()) {
    const earlier = scenario.change.actions.slice(0, action).filter((other) => other.kind === kind)
    for (const device of fleet.devices) {
      if (!cohorts.includes(device.cohortIndex)) continue
      const position = earlier.filter((other) => other.cohorts.includes(device.cohortIndex)).length
      const index = (kind === 'sync' ? 0 : 4096) + position
      if (share < 1 && !device.draws.happens(share, 'actionShare', index)) continue
      const message = messages.actions[action]!
      if (kind === 'sync') sim.at(at, 'broadcast', device, () => push(sim, device, message), ORDER.sync)
      else if (at >= 0 && at < scenario.change.at) {
        switched.add(device)
        sim.at(
          at,
          'broadcast',
          device,
          () => {
            if (device.changedAt !== null || !(device.supported || device.licensed)) return
            changeAuthority(sim, device, 'pending')
            push(sim, device, message)
          },
          ORDER.switchDevices,
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
          if (device.changedAt === null) changeAuthority(sim, device, 'pending')
          device.authority = 'pending'
          push(sim, device, messages.support, at < scenario.change.at)
        },
        ORDER.support,
      )
    }
  }
}

/** A licence moves the devices of a user whom the switch, or an earlier wave, could not move. */
function planLicences(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const { waves, licences } = scenario.change
  const positions = scenario.cohorts.map(() => 0)
  for (const [licence, { at, cohorts, share }] of licences.entries()) {
    const users = usersOf(fleet, cohorts)
    const licensed = users.filter((user) => user.draws.happens(share, 'licenceDate', positions[user.home]))
    for (const home of new Set(users.map((user) => user.home))) positions[home]!++
    for (const device of fleet.devices) {
      if (device.user === null || !licensed.includes(device.user)) continue
      if (at < 0) device.licensed = true
      const wave = waveOf(device)
      sim.at(
        at,
        'broadcast',
        device,
        () => {
          if (device.licensed) return
          device.licensed = true
          const missedWave = device.changedAt === null && wave !== null && waves[wave]!.at <= at
          if (missedWave) {
            changeAuthority(sim, device, 'pending')
            device.changedByWave = wave
          } else if (device.authority === 'unlicensed') device.authority = 'pending'
          else return
          if (scenario.push.onLicence) push(sim, device, messages.licences[licence]!)
        },
        ORDER.licence,
      )
    }
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
          const waits = kinds.some((kind) => isAssigned(device, kind) && !isDelivered(device, kind))
          if (waits && device.authority === 'registered' && scenario.push.onReady) push(sim, device, message, false)
        },
        ORDER.ready,
      )
    }
  }
}

/**
 * Apple's certificate is lost at the switch where the new authority needs its own, expires, and is uploaded; what comes at
 * one instant comes in this order, and devices see what it leaves. Where it is never missing nobody waits for an upload.
 */
function planCertificate(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const { required, uploads, expiries, pushOnUpload } = scenario.change.apns
  const edges = [
    ...(required ? [{ at: scenario.change.at, valid: false }] : []),
    ...expiries.map((at) => ({ at, valid: false })),
    ...uploads.map(({ at, topic }) => ({ at, valid: topic === 'original' })),
  ].sort((a, b) => a.at - b.at)
  const lasting = edges.filter(({ at }, i) => edges[i + 1]?.at !== at)
  for (const device of fleet.devices.filter(({ cohort }) => APPLE.includes(cohort.platform))) {
    for (const { at, valid } of lasting) {
      if (at < 0) device.certified = valid
      sim.at(
        at,
        'broadcast',
        device,
        () => {
          device.certified = valid
        },
        ORDER.certificate,
      )
    }
    if (!pushOnUpload || lasting.every(({ valid }) => valid)) continue
    for (const [upload, { at }] of uploads.entries()) {
      sim.at(at, 'broadcast', device, () => push(sim, device, messages.uploads[upload]!), ORDER.certificate)
    }
  }
}
