import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FindingCode } from '../../src/scenario/words/findings.ts'
import { loaded } from './sample.ts'

/** What the lint finds in shipped scenarios: the mistakes that they are there to show, and devices nobody switches on. */
const SHIPPED: Readonly<Record<string, Partial<Record<FindingCode, number>>>> = {
  'apns-wrong-topic': { 'apns-outage': 6400, 'apns-topic': 6400 },
  'friday-evening': { 'long-absences': 22, 'outside-working-hours': 8200 },
  'hybrid-to-intune': {
    'unlicensed-users': 300,
    'duplicate-profiles': 6000,
    'unassigned-profiles': 600,
    'outside-working-hours': 4320,
    'split-users': 9000,
  },
  'intune-to-hybrid': {
    'identity-expiry': 6,
    'long-absences': 345,
    'ticket-needed': 500,
    'settings-late': 24000,
    'apns-outage': 11000,
    'support-capacity': 500,
  },
  minimal: {},
  'monday-morning': { 'long-absences': 22 },
  'retention-deadlock': {
    'long-absences': 190,
    stranding: 5380,
    'ticket-needed': 1600,
    'settings-late': 11500,
    'retention-gap': 11500,
    'support-capacity': 1600,
  },
  'userless-kiosks': { 'ticket-needed': 2200, 'support-capacity': 2200 },
}

describe('the lint of shipped scenarios', () => {
  it.each(Object.entries(SHIPPED))('finds in %s what it is there to show', (name, expected) => {
    const { warnings } = loaded(readFileSync(`scenarios/${name}.yaml`, 'utf8'))
    const devices: Record<string, number> = {}
    for (const { code, devices: own = 0 } of warnings) devices[code] = (devices[code] ?? 0) + own
    expect(devices).toEqual(expected)
  })
})
