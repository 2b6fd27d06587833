import type { Summary } from '../../src/report/summary.ts'

/** The figures of a run that are kept in a golden file: those of the summary that no change of wording touches. */
export function figuresOf({ fingerprint, fleet, handover, gaps, load, redundantProfiles, thresholds }: Summary) {
  return {
    fingerprint,
    devices: fleet.devices,
    handedOver: handover.moved,
    hoursTo: Object.fromEntries(handover.timeTo.map(({ percent, hours }) => [`${percent} %`, hours])),
    gaps: Object.fromEntries(
      gaps.map(({ gap, devices, open, deviceHours, overSevenDays, hours, worst, causes }) => [
        gap,
        {
          devices,
          open,
          deviceHours,
          overSevenDays,
          hours,
          worst: { devices: worst.devices, at: worst.at },
          causes: Object.fromEntries(
            causes.map(({ cause, devices, open, deviceHours }) => [cause, { devices, open, deviceHours }]),
          ),
        },
      ]),
    ),
    load: {
      checkins: load.checkins,
      peak: { checkins: load.peak.checkins, at: load.peak.at },
      refused: load.refused,
      pushes: load.pushes,
      tickets: { opened: load.ticketsOpened, closed: load.ticketsClosed },
    },
    redundantProfiles: { most: redundantProfiles.most, end: redundantProfiles.end },
    thresholds: Object.fromEntries(thresholds.map(({ text, value, verdict }) => [text, { value, verdict }])),
  }
}
