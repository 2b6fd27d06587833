import type { Played } from './play.ts'

/** A number of a scenario's comment. */
interface Claim {
  /** The words with it: of what the scenario shows, or of a suggestion, which is then what runs. */
  readonly says: string
  readonly claimed: number
  /** The same of the run, which may be compared with that of the scenario as it is. */
  readonly value: (run: Played, base: Played) => number
  /** How far off it may be, as a share of what is claimed, so that another draw is not a defect; 0.1. */
  readonly within?: number
}

const NONE = 0
const DAY = 24

/** What the comments of shipped scenarios say in numbers, beside what the headlines test. */
export const CLAIMS: Readonly<Record<string, readonly Claim[]>> = {
  minimal: [
    { says: '72 % of the 2 000 devices', claimed: 72, value: (run) => 100 * run.managed(1) },
    { says: 'the last one after six days', claimed: 6, value: (run) => run.hoursTo(100) / DAY },
    {
      says: 'half as much waiting again for those online',
      claimed: 1.5,
      value: (run, base) =>
        run.deviceHours('management', 'awaiting-checkin') / base.deviceHours('management', 'awaiting-checkin'),
    },
    {
      says: 'no other change',
      claimed: 1,
      value: (run, base) => run.deviceHours('management', 'offline') / base.deviceHours('management', 'offline'),
      within: 0.02,
    },
    { says: 'instead of 5 minutes', claimed: 5, value: (_, base) => 60 * base.hoursTo(50) },
  ],
  'hybrid-to-intune': [
    { says: 'about 235 devices belong to users', claimed: 235, value: (run) => run.open('management', 'licence') },
    { says: 'about 570 phones', claimed: 570, value: (run) => run.devices('protection', 'not-assigned') },
    { says: 'nobody forgets that profile', claimed: NONE, value: (run) => run.devices('protection', 'not-assigned') },
    { says: 'no VPN profile is double', claimed: NONE, value: (run) => run.summary.redundantProfiles.most },
    {
      says: 'the kiosks wait for support',
      claimed: 400,
      value: (run) => run.devices('management', 'ticket'),
      within: 0,
    },
    {
      says: 'the Apple certificate is uploaded 4 hours later',
      claimed: 4,
      value: (run) => run.deviceHours('management', 'apns') / run.devices('management', 'apns'),
    },
  ],
  'intune-to-hybrid': [
    { says: 'Twelve hours after the switch 58 %', claimed: 58, value: (run) => 100 * run.managed(12), within: 0.03 },
    {
      says: 'up to eight more for their next scheduled check-in',
      claimed: 0.95,
      // Of the phones in use, five of six, all but those that were just off at their check-in.
      value: (run) => run.count('managed_new', 'phones', 18.5) / run.count('managed_new', 'phones', 72),
      within: 0.06,
    },
    { says: 'Seven devices', claimed: 7, value: (run) => run.open('management', 'identity-certificate'), within: 0.5 },
    { says: '88 % after 12 hours', claimed: 88, value: (run) => 100 * run.managed(12), within: 0.03 },
    {
      says: 'as if the upload notified the devices: 80 %',
      claimed: 80,
      value: (run) => 100 * run.managed(12),
      within: 0.03,
    },
    { says: 'nobody thinks of it', claimed: 10_760, value: (run) => run.open('management', 'apns') },
  ],
  'phased-mixed-authority': [
    { says: 'about 17 400 devices', claimed: 17_400, value: (run) => run.worst('management') },
    { says: 'about 720 000 device-hours', claimed: 720_000, value: (run) => run.deviceHours('management') },
    {
      says: '46 devices whose certificates expire',
      claimed: 46,
      value: (run) => run.devices('management', 'identity-certificate'),
      within: 0.2,
    },
    { says: 'everything at once', claimed: 580_000, value: (run) => run.deviceHours('management') },
    { says: 'up to 1 740 at once', claimed: 1740, value: (run) => run.summary.redundantProfiles.most },
    {
      says: 'its devices stay "registered" for a day',
      claimed: 82,
      value: (run) => run.count('registered', 'all', 26 - 28 * DAY) - run.count('registered', 'all', 28 - 28 * DAY),
      within: 0.3,
    },
  ],
  'friday-evening': [
    { says: '58 % of 12 400 devices', claimed: 58, value: (run) => 100 * run.managed(24), within: 0.03 },
    { says: 'about 346 000 device-hours', claimed: 346_000, value: (run) => run.deviceHours('management') },
    { says: '23 devices against 17', claimed: 23, value: (run) => run.devices('protection'), within: 0.4 },
  ],
  'monday-morning': [
    { says: 'about 40 000 device-hours', claimed: 40_000, value: (run) => run.deviceHours('management') },
    { says: 'about 9 800 check-ins', claimed: 9800, value: (run) => run.summary.load.peak.checkins },
    { says: 'that is friday-evening.yaml', claimed: 6200, value: (run) => run.summary.load.peak.checkins },
  ],
  'userless-kiosks': [
    {
      says: '1.9 million device-hours without management',
      claimed: 1.9e6,
      value: (run) => run.deviceHours('management'),
    },
    { says: '1.6 million without protection', claimed: 1.6e6, value: (run) => run.deviceHours('protection') },
    {
      says: 'Support comes too late for 37',
      claimed: 37,
      value: (run) => run.open('management', 'identity-certificate'),
      within: 0.3,
    },
    { says: 'before', claimed: 18_000, value: (run) => run.deviceHours('management') },
  ],
  'retention-deadlock': [
    {
      says: 'too late for about 1 200',
      claimed: 1200,
      value: (run) => run.devicesOf('scanners', 'management', 'stranded'),
    },
    { says: 'About 5 400 devices are offline for good', claimed: 5400, value: (run) => run.summary.handover.stranded },
    { says: 'leaves the scanners and about 200 tablets', claimed: 1400, value: (run) => run.summary.handover.stranded },
    { says: 'both repaired: the threshold holds', claimed: NONE, value: (run) => run.breached.length },
    {
      says: 'a day to spare is not enough for about 500 tablets',
      claimed: 500,
      value: (run) => run.open('protection') - 1400,
      within: 0.2,
    },
  ],
  'apns-wrong-topic': [
    { says: '720 000 device-hours', claimed: 720_000, value: (run) => run.deviceHours('management') },
    { says: 'only about 60 Macs', claimed: 60, value: (run) => run.devices('protection'), within: 0.3 },
    { says: 'never found', claimed: 6400, value: (run) => run.open('management', 'apns'), within: 0 },
  ],
  'worked-example': [
    { says: 'who is not in contact loses nothing', claimed: NONE, value: (run) => run.devices('protection') },
    {
      says: '2 hours and 150 seconds',
      claimed: 2 + 150 / 3600,
      value: (run, base) => run.deviceHours('protection') - base.deviceHours('protection'),
      within: 0.0001,
    },
  ],
  'holiday-closure': [
    { says: '754 that had left', claimed: 754, value: (run) => run.devices('protection') },
    { says: 'nine tablets', claimed: 9, value: (run) => run.summary.handover.stranded, within: 0.7 },
    { says: '29 phones lost', claimed: 29, value: (run) => run.summary.actions.executed, within: 0.3 },
    {
      says: 'hours earlier',
      claimed: 20,
      value: (run, base) =>
        (run.deviceHours('protection') - base.deviceHours('protection')) / base.devices('protection'),
      within: 0.4,
    },
    { says: '64 devices, none stranded', claimed: 64, value: (run) => run.devices('protection'), within: 0.3 },
  ],
  'licence-gap': [
    { says: 'Their 813 devices', claimed: 813, value: (run) => run.count('unlicensed', 'all', 1) },
    { says: '183 000 device-hours', claimed: 183_000, value: (run) => run.deviceHours('management', 'licence') },
    { says: '46 000 of them', claimed: 46_000, value: (run) => run.deviceHours('protection', 'licence') },
    {
      says: 'unmanaged, but nobody loses a profile',
      claimed: NONE,
      value: (run) => run.devicesOf('store-phones', 'protection', 'licence'),
    },
  ],
  'renamed-profiles': [
    { says: '10 016 profiles', claimed: 10_016, value: (run) => run.count('redundant', 'all', 72) },
    { says: 'VPN profile of 524 phones', claimed: 524, value: (run) => run.devices('protection') },
    { says: '1 552 duplicates', claimed: 1552, value: (run) => run.summary.redundantProfiles.most },
    {
      says: 'the same, hours later',
      claimed: 5.5,
      value: (run, base) =>
        (base.deviceHours('protection') - run.deviceHours('protection')) / run.devices('protection'),
      within: 0.5,
    },
    { says: 'nobody forgets VPN: no gap', claimed: NONE, value: (run) => run.devices('protection') },
  ],
  'category-backlog': [
    { says: 'the configuration of 4 800 devices', claimed: 4800, value: (run) => served(run, 'categories') },
    { says: 'half of them wait for six days', claimed: 6, value: (run) => waits(run, 'categories').p50 / DAY },
    { says: '1 782 devices', claimed: 1782, value: (run) => run.worst('protection') },
    { says: 'hardly a gap', claimed: 18, value: (run) => run.devices('protection'), within: 0.7 },
  ],
  'compliance-reports': [
    { says: '571 phones', claimed: 571, value: (run) => run.devices('protection', 'not-assigned') },
    {
      says: '564 devices are not compliant',
      claimed: 564,
      value: (run) => 7000 - run.count('compliance_true', 'all', DAY),
    },
    {
      says: '71 in the report',
      claimed: 71,
      value: (run) => 7000 - run.count('compliance_reported', 'all', DAY),
      within: 0.3,
    },
    {
      says: 'after three days 242',
      claimed: 242,
      value: (run) => 7000 - run.count('compliance_reported', 'all', 3 * DAY),
      within: 0.2,
    },
    { says: '2 140 calls', claimed: 2140, value: (run) => run.summary.calls.opened },
    {
      says: 'a week later, to all at once',
      claimed: 571,
      value: (run) => 7000 - run.count('protected', 'all', 7 * DAY),
    },
    { says: 'nobody forgotten: nobody denied', claimed: NONE, value: (run) => run.devices('access') },
    {
      says: 'a console that knew',
      claimed: 564,
      value: (run) => 7000 - run.count('compliance_reported', 'all', DAY),
    },
  ],
  'new-enrolments-during-change': [
    {
      says: '121 of 400 new iPhones',
      claimed: 121,
      value: (run) => run.devicesOf('new-iphones', 'protection', 'apns'),
      within: 0.2,
    },
    {
      says: '30.7 hours after the switch',
      claimed: 30.7,
      value: (run) => run.summary.canary!.enrolled!.offsetHours - 57,
      within: 0.04,
    },
    { says: 'the certificate at hand', claimed: NONE, value: (run) => run.breached.length },
    {
      says: 'nobody waits',
      claimed: NONE,
      value: (run) => run.devicesOf('new-iphones', 'management', 'apns'),
    },
  ],
  'apns-expiry': [
    { says: 'half a million device-hours', claimed: 500_000, value: (run) => run.deviceHours('management', 'apns') },
    {
      says: 'renewed in time',
      claimed: 34,
      value: (run, base) => base.deviceHours('management', 'apns') / run.deviceHours('management'),
    },
    {
      says: 'somebody is told: two hours',
      claimed: 2,
      value: (run) => run.deviceHours('management', 'apns') / run.devices('management', 'apns'),
    },
  ],
  'certificate-expiry': [
    {
      says: '318 of 2 400 devices lose their certificates',
      claimed: 318,
      value: (run) => run.devices('management', 'identity-certificate'),
    },
    { says: '282 their records', claimed: 282, value: (run) => run.most('removed') },
    { says: 'the 69 in drawers', claimed: 69, value: (run) => run.devices('management', 'never-online'), within: 0.2 },
    {
      says: '213 spare phones and loan tablets',
      claimed: 213,
      value: (run) => run.most('removed') - run.devices('management', 'never-online'),
      within: 0.15,
    },
    { says: 'hides up to 324 devices', claimed: 324, value: (run) => run.most('hidden') },
    { says: 'half a year ahead: 136 records', claimed: 136, value: (run) => run.most('removed'), within: 0.15 },
    {
      says: 'hides less than half as many',
      claimed: 0.4,
      value: (run, base) => run.most('hidden') / base.most('hidden'),
      within: 0.2,
    },
    { says: 'devices are deleted, 488 in all', claimed: 488, value: (run) => run.most('removed') },
    { says: 'only the drawers are left', claimed: 70, value: (run) => run.summary.handover.left, within: 0.2 },
  ],
  'thundering-herd': [
    { says: '2 600 a minute instead of 1 300', claimed: 2600, value: (run) => run.summary.load.peak.checkins / 5 },
    { says: 'no limit at all', claimed: 1300, value: (run) => run.summary.load.peak.checkins / 5 },
    { says: '622 000 requests are refused', claimed: 622_000, value: (run) => run.summary.load.refused },
    {
      says: 'for 466 000 that succeed',
      claimed: 466_000,
      value: (run) => run.summary.load.checkins - run.summary.load.refused,
    },
    { says: 'At 11:00 75 % of the fleet', claimed: 75, value: (run) => 100 * run.managed(47), within: 0.05 },
  ],
  'push-starvation': [
    { says: 'half after 21 minutes', claimed: 21, value: (run) => 60 * run.hoursTo(50) },
    { says: 'half after 25 minutes', claimed: 25, value: (run) => 60 * run.hoursTo(50) },
    { says: 'it helps little', claimed: 4.5, value: (run) => run.hoursTo(50) },
    { says: 'nobody, ever', claimed: NONE, value: (run) => run.summary.handover.moved },
  ],
  'third-party-to-intune': [
    { says: '5 067 of 10 400 devices', claimed: 5067, value: (run) => run.worst('access') },
    { says: '300 in the busiest half hour', claimed: 300, value: (run) => run.peak('enrolments_ok') },
    { says: '173 000 device-hours of access', claimed: 173_000, value: (run) => run.deviceHours('access') },
    { says: 'about 890 calls', claimed: 890, value: (run) => run.summary.calls.opened },
    { says: 'some twenty devices are still with it', claimed: 20, value: (run) => run.most('orphaned'), within: 0.5 },
    { says: '453 000 device-hours', claimed: 453_000, value: (run) => run.deviceHours('access') },
    {
      says: 'a third of the calls ends before it is answered',
      claimed: 0.35,
      value: (run) => run.summary.calls.abandoned / run.summary.calls.opened,
      within: 0.2,
    },
    {
      says: 'the tills stay with the old service',
      claimed: 200,
      value: (run, base) => run.summary.handover.left - base.summary.handover.left,
      within: 0,
    },
  ],
  'third-party-to-intune-grace': [
    { says: '1 176 devices at worst', claimed: 1176, value: (run) => run.worst('access') },
    { says: '65 000 device-hours', claimed: 65_000, value: (run) => run.deviceHours('access') },
    { says: 'after a week instead of a day', claimed: 7, value: (run) => run.hoursTo(90) / DAY },
    { says: 'Some fifty devices', claimed: 50, value: (run) => run.most('orphaned'), within: 0.3 },
    { says: 'it takes two weeks', claimed: 14, value: (run) => run.hoursTo(90) / DAY },
    {
      says: 'hardly fewer are locked out',
      claimed: 0.9,
      value: (run, base) => run.worst('access') / base.worst('access'),
    },
    { says: '230 devices without a service', claimed: 230, value: (run) => run.most('orphaned'), within: 0.2 },
    { says: 'a reminder before the last day', claimed: 136, value: (run) => run.hoursTo(90) },
  ],
  'wave-size': [
    { says: '2 373 devices out', claimed: 2373, value: (run) => run.worst('access') },
    { says: '390 callers wait', claimed: 390, value: (run) => run.line('help_desk') },
    { says: 'and 1 571 of 2 535 callers', claimed: 1571, value: (run) => run.summary.calls.abandoned },
    { says: '1 571 of 2 535 callers', claimed: 2535, value: (run) => run.summary.calls.opened },
    { says: '1 945 locked out', claimed: 1945, value: (run) => run.worst('access') },
    { says: '250 callers wait', claimed: 250, value: (run) => run.line('help_desk'), within: 0.15 },
    { says: 'no shorter line', claimed: 1, value: (run, base) => run.line('help_desk') / base.line('help_desk') },
    { says: '4 755 devices', claimed: 4755, value: (run) => run.worst('access') },
    { says: '438 devices', claimed: 438, value: (run) => run.worst('access'), within: 0.15 },
    { says: '100 callers', claimed: 100, value: (run) => run.line('help_desk'), within: 0.2 },
  ],
  'scep-bottleneck': [
    { says: 'to 4 000 devices', claimed: 4000, value: (run) => run.worst('access') },
    { says: '170 in the busiest quarter of an hour', claimed: 170, value: (run) => run.peak('enrolments_ok') },
    { says: 'Up to 980 wait', claimed: 980, value: (run) => run.line('scep') },
    { says: 'four hours at most', claimed: 4, value: (run) => waits(run, 'scep').max },
    { says: '11 500 device-hours', claimed: 11_500, value: (run) => run.deviceHours('access', 'not-compliant') },
    {
      says: 'half of the line',
      claimed: 0.42,
      value: (run, base) => run.line('scep') / base.line('scep'),
      within: 0.2,
    },
    { says: '2 900 never come', claimed: 2900, value: (run) => run.summary.handover.left },
  ],
  'conditional-access-deadlock': [
    { says: '2 566 of 8 000 phones', claimed: 2566, value: (run) => run.worst('access') },
    { says: '1 521 calls later', claimed: 1521, value: (run) => run.summary.calls.closed },
    { says: 'the same date without the deadlock', claimed: 2, value: (run) => run.hoursTo(99) / DAY - 7, within: 0.4 },
    { says: 'a week later: 2 034, and still for good', claimed: 2034, value: (run) => run.open('access') },
  ],
  'office365-coexistence': [
    { says: 'these are 1 400 devices', claimed: 1400, value: (run) => run.devices('protection', 'settings-late') },
    { says: '1 438 devices without profiles', claimed: 1438, value: (run) => run.worst('protection') },
    {
      says: 'no gap but the forgotten Wi-Fi',
      claimed: NONE,
      value: (run) => run.devices('protection') - run.devices('protection', 'not-assigned'),
    },
    { says: 'half of the rest stays with Office 365', claimed: 2832, value: (run) => run.summary.handover.left },
  ],
  'office365-only': [
    { says: 'for half of them 4.6 hours', claimed: 4.6, value: (run) => run.hoursTo(50) },
    { says: 'for 37 phones', claimed: 37, value: (run) => run.devices('protection'), within: 0.3 },
    { says: 'all lose their profiles', claimed: 6500, value: (run) => run.devices('protection'), within: 0 },
  ],
  'co-management-remote-actions': [
    { says: '7 100 on Wednesday', claimed: 7100, value: (run) => run.count('reachable', 'all', 26) },
    { says: '12 800 on Thursday', claimed: 12_800, value: (run) => run.count('reachable', 'all', 50) },
    { says: 'more than 21 hours', claimed: 21, value: (run) => run.summary.actions.hours.p90 },
    { says: '117, because', claimed: 117, value: (run) => run.open('management'), within: 0.2 },
    {
      says: 'almost six times the peak of enrolments',
      claimed: 5.8,
      value: (run, base) => run.peak('enrolments_ok') / base.peak('enrolments_ok'),
    },
    { says: 'no device is ever unmanaged', claimed: NONE, value: (run) => run.devices('management') },
    {
      says: 'a workload switched before its settings: a gap',
      claimed: 17_080,
      value: (run) => run.devices('protection', 'settings-late'),
    },
  ],
  'unset-to-intune': [
    { says: '50 % after four days', claimed: 4, value: (run) => run.hoursTo(50) / DAY },
    { says: '90 % after 15', claimed: 15, value: (run) => run.hoursTo(90) / DAY },
    { says: '369 devices never come', claimed: 369, value: (run) => run.summary.handover.left },
    {
      says: 'an hour after the date',
      claimed: 1,
      value: (run) => run.summary.canary!.locked!.offsetHours - 57,
      within: 0.3,
    },
    { says: '90 % after 10 days', claimed: 10, value: (run) => run.hoursTo(90) / DAY },
    { says: '1 507 devices never come', claimed: 1507, value: (run) => run.summary.handover.left },
    {
      says: 'the displays stay out',
      claimed: 150,
      value: (run, base) => run.summary.handover.left - base.summary.handover.left,
      within: 0,
    },
  ],
}

function served(run: Played, name: string): number {
  return run.summary.stations.find(({ station }) => station === name)!.served
}

function waits(run: Played, name: string) {
  return run.summary.stations.find(({ station }) => station === name)!.waitHours
}
