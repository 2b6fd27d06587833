import { APPLE, type Topic } from './fleet.ts'
import { push } from './push.ts'
import type { Simulation } from './simulation.ts'

const ORDER = 6

/**
 * Apple's certificate is lost at the switch where the new authority needs its own, expires, and is uploaded; what comes at
 * one instant comes in this order, and devices see what it leaves. A new authority without devices never had one. Where it is never missing nobody waits for an upload.
 */
export function planCertificate(sim: Simulation): void {
  const { scenario, fleet, messages } = sim
  const { required, uploads, expiries, pushOnUpload } = scenario.change.apns
  const goesOn = scenario.change.kind === 'in-place' || scenario.change.kind === 'coexistence'
  const edges: { at: number; topic: Topic | null }[] = [
    ...(required ? [{ at: goesOn ? scenario.change.at : Number.NEGATIVE_INFINITY, topic: null }] : []),
    ...expiries.map((at) => ({ at, topic: null })),
    ...uploads,
  ].sort((a, b) => a.at - b.at)
  const lasting = edges.filter(({ at }, i) => edges[i + 1]?.at !== at)
  for (const device of fleet.devices.filter(({ cohort }) => APPLE.includes(cohort.platform))) {
    for (const { at, topic } of lasting) {
      const see = (): void => {
        device.tenantCertified = topic !== null
        device.tenantTopic = topic ?? device.tenantTopic
      }
      if (at < 0) see()
      sim.at(at, 'broadcast', device, see, ORDER)
    }
    if (!pushOnUpload || lasting.every(({ topic }) => topic === 'original')) continue
    for (const [upload, { at }] of uploads.entries()) {
      sim.at(at, 'broadcast', device, () => push(sim, device, messages.uploads[upload]!), ORDER)
    }
  }
}
