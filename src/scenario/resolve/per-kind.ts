import type { Kind } from '../scenario.ts'

/** Makes a value for each kind of profile. */
export function perKind<T>(make: (kind: Kind) => T): Record<Kind, T> {
  return {
    email: make('email'),
    vpn: make('vpn'),
    certificate: make('certificate'),
    wifi: make('wifi'),
    configuration: make('configuration'),
  }
}
