import { describe, expect, test } from 'vitest'
import { describeEvent, EVENT } from '../../src/model/codes.ts'
import { KIND_STATES, OUTCOMES, REFUSALS, STATES, TRIGGERS } from '../../src/model/vocabulary.ts'
import { ACTIONS, KINDS } from '../../src/scenario/scenario.ts'

/** Every code that the model may note, with the words it must have. */
const ALL: readonly (readonly [code: number, event: string, detail: string])[] = [
  [EVENT.online, 'online', 'none'],
  [EVENT.offline, 'offline', 'none'],
  [EVENT.change, 'change', 'none'],
  [EVENT.stranded, 'stranded', 'none'],
  ...TRIGGERS.map((trigger, i) => [EVENT.pushArrived + i, 'push-arrived', trigger] as const),
  ...TRIGGERS.flatMap((trigger, i) =>
    OUTCOMES.map((outcome, k) => [EVENT.checkin + i * 8 + k, `checkin-${outcome}`, trigger] as const),
  ),
  ...KINDS.flatMap((kind, i) =>
    KIND_STATES.map((state, k) => [EVENT.kind + i * 8 + k, `kind-${state}`, kind] as const),
  ),
  ...STATES.map((state, i) => [EVENT.state + i, `state-${state}`, 'none'] as const),
  [EVENT.arrived, 'arrived', 'none'],
  [EVENT.enrolled, 'enrolled', 'none'],
  [EVENT.enrolFailed, 'enrol-failed', 'none'],
  [EVENT.acted, 'acted', 'none'],
  ...REFUSALS.map((reason, i) => [EVENT.enrolRefused + i, 'enrol-refused', reason] as const),
  [EVENT.blocked, 'blocked', 'none'],
  [EVENT.unblocked, 'unblocked', 'none'],
  [EVENT.callOpened, 'call-opened', 'none'],
  [EVENT.callClosed, 'call-closed', 'none'],
  [EVENT.callAbandoned, 'call-abandoned', 'none'],
  [EVENT.certificateRenewed, 'certificate-renewed', 'none'],
  [EVENT.certificateRequested, 'certificate-requested', 'none'],
  ...ACTIONS.map((action, i) => [EVENT.actionIssued + i, 'action-issued', action] as const),
  ...ACTIONS.map((action, i) => [EVENT.actionExecuted + i, 'action-executed', action] as const),
  ...ACTIONS.map((action, i) => [EVENT.actionDropped + i, 'action-dropped', action] as const),
]

describe('codes of events', () => {
  test('are one byte each and different', () => {
    const codes = ALL.map(([code]) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(Math.max(...codes)).toBeLessThan(256)
  })

  test.each(ALL)('%d is %s, %s', (code, event, detail) => {
    expect(describeEvent(code)).toEqual({ event, detail })
  })

  test('never change: fingerprints of earlier versions are made of them', () => {
    expect(EVENT).toEqual({
      online: 1,
      offline: 2,
      change: 3,
      stranded: 4,
      pushArrived: 8,
      checkin: 16,
      kind: 80,
      state: 128,
      arrived: 144,
      enrolled: 145,
      enrolFailed: 146,
      acted: 147,
      enrolRefused: 148,
      blocked: 152,
      unblocked: 153,
      callOpened: 154,
      callClosed: 155,
      callAbandoned: 156,
      certificateRenewed: 157,
      certificateRequested: 158,
      actionIssued: 160,
      actionExecuted: 176,
      actionDropped: 192,
    })
    expect(STATES.slice(0, 12)).toEqual([
      'removed',
      'unenrolled',
      'enrolling',
      'identity_expired',
      'apns_blocked',
      'orphaned',
      'needs_ticket',
      'unlicensed',
      'pending',
      'registered',
      'managed_new',
      'managed_old',
    ])
    expect(TRIGGERS.slice(0, 6)).toEqual([
      'poll',
      'push',
      'company_portal',
      'admin_sync',
      'enrolment_burst',
      'channel_renewal',
    ])
    expect(OUTCOMES.slice(0, 6)).toEqual([
      'ok',
      'apns_blocked',
      'throttled',
      'unlicensed',
      'not_migrated',
      'identity_expired',
    ])
    expect(KIND_STATES.slice(0, 6)).toEqual(['old', 'retained', 'overwritten', 'duplicate', 'missing', 'none'])
    expect(REFUSALS).toEqual(['authority', 'apns', 'licence', 'access'])
    expect(ACTIONS).toEqual([
      'sync',
      'switchDevices',
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
    ])
    expect(KINDS).toEqual(['email', 'vpn', 'certificate', 'wifi', 'configuration'])
  })
})
