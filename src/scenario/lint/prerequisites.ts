import type { Change } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import type { Subject } from './lint-subject.ts'

/**
 * Notes what has to be in place before a change of this kind. Microsoft: the prerequisites of changing the MDM authority,
 * of mixed authority, of coexistence, of co-management, of migrating from another service and of setting the authority.
 */
export function notePrerequisites({ scenario: { change } }: Subject): Problem[] {
  return [
    {
      path: ['change', 'kind'],
      code: 'prerequisites',
      severity: 'note',
      message: `what no scenario can tell: ${needs(change).join('; ')}`,
    },
  ]
}

function needs({ kind, from }: Change): string[] {
  const admin = 'the administrator who does it has an Intune licence'
  switch (kind) {
    case 'in-place':
      return [
        'Configuration Manager is 1610 or later',
        admin,
        'the NDES connector runs on another host than that of Configuration Manager, and the Exchange connector is set up',
        ...(from === 'intune' ? ['the request of the renewed Apple certificate comes from the new authority'] : []),
      ]
    case 'coexistence':
      return ['Office 365 MDM and Intune are both set up in the tenant', admin]
    case 'co-management':
      return [
        'Configuration Manager is 1710 or later, and automatic enrolment is enabled for the pilot or for all',
        'the computers are joined to Microsoft Entra ID, hybrid or not',
        admin,
      ]
    case 'third-party':
      return [
        'users know how to leave the old service, whose vendor says how',
        'Apple devices of an enrolment program are assigned to the new service, which may take a reset',
        admin,
      ]
    case 'set':
      return [admin, 'the authority is set once: it can be changed later, but never be unset']
  }
}
