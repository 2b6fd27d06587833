/** A scenario that runs in a moment: two cohorts, a wave, an Apple push certificate that comes late, two thresholds. */
export const SMALL_SCENARIO = `name: Small move
description: Forty phones and ten kiosks
seed: small-1
start: 2026-03-02T00:00
timezone: Europe/Paris
horizon: 6d
bucket: 1h
fleet:
  - cohort: phones
    devices: 40
    platform: ios
    presence: { kind: renewal, online: { exponential: 16h }, offline: { exponential: 8h } }
  - cohort: kiosks
    devices: 10
    platform: android
    enrolment: userless
    presence: always
change:
  kind: in-place
  from: intune
  to: hybrid
  at: 2d 9h
thresholds:
  - management_coverage at -1h >= 0.9
  - time_to_50 <= 48h
`

/** The same with a threshold that cannot hold. */
export const BREACHED_SCENARIO = SMALL_SCENARIO.replace('time_to_50 <= 48h', 'management_gap_devices max <= 0')

/** A scenario with three mistakes in three lines. */
export const BAD_SCENARIO = SMALL_SCENARIO.replace('bucket: 1h', 'bucket: 8 hrs')
  .replace('platform: android', 'platform: androd')
  .replace('horizon: 6d', 'horizn: 6d')
