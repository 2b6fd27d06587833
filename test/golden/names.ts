/** The shipped scenarios by test file: the change itself, ... */
export const CHANGES = [
  'minimal',
  'hybrid-to-intune',
  'intune-to-hybrid',
  'phased-mixed-authority',
  'friday-evening',
  'monday-morning',
  'userless-kiosks',
  'retention-deadlock',
  'apns-wrong-topic',
  'worked-example',
]

/** ... what an in-place change depends on, ... */
export const DEPENDENCIES = [
  'holiday-closure',
  'licence-gap',
  'renamed-profiles',
  'category-backlog',
  'compliance-reports',
  'new-enrolments-during-change',
  'apns-expiry',
  'certificate-expiry',
  'thundering-herd',
  'push-starvation',
]

/** ... and changes of other kinds. */
export const OTHER_KINDS = [
  'third-party-to-intune',
  'third-party-to-intune-grace',
  'wave-size',
  'scep-bottleneck',
  'conditional-access-deadlock',
  'office365-coexistence',
  'office365-only',
  'co-management-remote-actions',
  'unset-to-intune',
]
