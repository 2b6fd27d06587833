/** Keys that the format has a meaning for which this version does not compute, by the mapping they stand in. */
export const LATER: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      'enrolment',
      'conditionalAccess',
      'helpDesk',
      'identityCertificate',
      'cleanup',
      'compliance',
      'categories',
      'newEnrolments',
      'canary',
      'inventory',
    ],
  ],
  ['fleet', ['category']],
  ['change', ['decommission', 'enrolSpread', 'migrate', 'workloads']],
  ['change.licences', ['remove']],
  ['change.actions', ['keep', 'returns', 'locked']],
  ['stations', ['push', 'scep']],
])

/** Kinds of change and of actions, likewise. */
export const LATER_KINDS: readonly string[] = ['coexistence', 'third-party', 'co-management', 'set']
export const LATER_ACTIONS: readonly string[] = [
  'rename',
  'inventory',
  'lock',
  'restart',
  'freshStart',
  'wipe',
  'retire',
  'delete',
  'appWipe',
  'remoteControl',
  'reenrol',
]
