/** Returns the text of a scenario to begin with, commented for someone who sees the format for the first time. */
export function starterScenario(name = 'My change of authority'): string {
  return `# A scenario for handover: who is managed when, while the MDM authority of a fleet changes.
# Durations: 8h, 1d 12h, 90m. Points in time: 4d 18h from the start, +4h or '-1d' from the change,
# or a local time such as 2026-03-06T18:00. Shares are numbers from 0 to 1.

name: ${JSON.stringify(name)}
seed: change-me                  # the same scenario and seed give the same results
start: 2026-03-02T00:00          # local time at which simulated time begins, a Monday
timezone: UTC                    # for example Europe/Paris
horizon: 14d                     # how long to simulate

# Who there is. A cohort is a part of the fleet that is alike.
fleet:
  - cohort: phones
    devices: 800
    platform: ios                # ios, ipados, macos, android or windows
    presence:                    # online 16 hours and offline 8 hours in turn, on average
      kind: renewal
      online: { exponential: 16h }
      offline: { exponential: 8h }

  - cohort: laptops
    devices: 600
    owners: phones               # the same people
    platform: windows
    presence: { kind: weekly, days: mon-fri, from: '08:00', to: '18:00' }

  - cohort: kiosks
    devices: 40
    platform: android
    enrolment: userless          # devices without a user do not migrate by themselves
    presence: always

# What happens.
change:
  kind: in-place                 # one switch of the tenant, no device is enrolled again
  from: hybrid
  to: intune
  at: 3d 9h                      # Thursday morning
  waves:
    - { name: pilot, at: 1d 9h, share: 0.05 }
  actions:
    - { at: '-1d', kind: switchDevices, cohorts: [kiosks] }

# Everything else has a default; these are the ones to look at first.
poll: { interval: 8h }           # how often devices check in by themselves
push: { deadShare: 0.05 }        # share of devices that no push reaches
retention: { max: 7d }           # how long old profiles remain

# Off unless they are here: conditionalAccess, helpDesk, cleanup, newEnrolments, canary, stations.

# What has to hold; the command fails if it does not.
thresholds:
  - management_coverage at +24h >= 0.9
`
}
