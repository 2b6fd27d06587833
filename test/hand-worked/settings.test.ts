import { describe, expect, it } from 'vitest'
import { allKinds, play } from './play.ts'

/** A push arrives 2 min 30 s after its cause. The switch is at 7 d, the end at 21 d, +14 d. */
const QUARTER = 900_000

describe('settings that are ready a day after the switch', () => {
  const change = { settingsReady: '+1d' }

  // First check-in at +2 min 30 s: new authority, no settings. Ready at +1 d, push at +1 d 2 min 30 s. The old profiles
  // last 7 d.
  it('leave no protection gap where old profiles stay until new ones come', async () => {
    const story = await play({ change, retention: { endsAt: 'new-settings' } })
    expect(story.events().slice(7)).toEqual([
      '+2m 30s push-arrived push',
      '+2m 30s checkin-ok push',
      '+2m 30s state-registered',
      '+1d 2m 30s push-arrived push',
      '+1d 2m 30s checkin-ok push',
      ...allKinds('+1d 2m 30s', 'overwritten'),
      '+1d 2m 30s state-managed_new',
    ])
    expect(story.gap('management')).toBe('2m 30s')
    expect(story.gap('protection')).toBe('0s')
  })

  // The first check-in ends the old ones: from +2 min 30 s to +1 d 2 min 30 s; until +1 d because the settings are late.
  it('leave one of a day where the first contact ends the old profiles', async () => {
    const story = await play({ change, retention: { endsAt: 'first-contact' } })
    expect(story.events()).toEqual(expect.arrayContaining(allKinds('+2m 30s', 'missing')))
    expect(story.gap('protection')).toBe('1d')
    expect(story.causes('protection')).toEqual({ 'settings-late': '23h 57m 30s', 'awaiting-checkin': '2m 30s' })
  })

  it('need a later scheduled check-in where readiness pushes nothing', async () => {
    const push = { detectDelay: '2m', latency: '30s', deadShare: 0, loss: 0, pushOnReady: false }
    const story = await play({ change, push })
    expect(story.finalState()).toBe('registered')
    // Without scheduled check-ins nothing ever brings them: missing from +7 d to the end.
    expect(story.gap('protection')).toBe('7d')
  })

  // Two scheduled check-ins later: the first due time at or after +1 d.
  it('arrive with the first scheduled check-in from then on', async () => {
    const story = await play({ change, push: 'off', poll: { interval: '8h', jitter: 0 } })
    const [phase] = story.times(/^checkin-ok poll$/)
    const eighth = 8 * 3_600_000
    const first = 8 * 86_400_000 + (phase! % eighth)
    expect(story.times(/^state-managed_new$/)).toEqual([first])
  })
})

describe('settings of which one kind is late', () => {
  // Wi-Fi is ready at +8 d: it is missing from +7 d to +8 d 2 min 30 s.
  it('longer than the old profile lasts leave a gap of that kind only', async () => {
    const story = await play({ change: { settingsReady: { wifi: '+8d' } } })
    expect(story.events().filter((event) => event.includes('wifi'))).toEqual([
      '+0s kind-retained wifi',
      '+7d kind-missing wifi',
      '+8d 2m 30s kind-overwritten wifi',
    ])
    expect(story.causes('protection')).toEqual({ 'settings-late': '1d', 'awaiting-checkin': '2m 30s' })
  })

  // At the first contact four kinds have successors, Wi-Fi has none.
  it('lose that kind at the first contact where that ends the old ones', async () => {
    const retention = { endsAt: 'first-contact' }
    const story = await play({ change: { settingsReady: { wifi: '+1d' } }, retention })
    expect(story.events().filter((event) => event.includes('missing'))).toEqual(['+2m 30s kind-missing wifi'])
    expect(story.gap('protection')).toBe('1d')
  })
})

describe('a profile with a new name', () => {
  // Beside the old one from +2 min 30 s to +7 d: seen at the buckets from +15 min to +6 d 23 h 45 min.
  it('is on the device twice until the old one ends', async () => {
    const story = await play({ device: { profiles: { vpn: 'renamed', email: 'renamed' } } })
    const at = (days: number, quarters = 0) => story.redundant[(days * 86_400_000) / QUARTER + quarters]
    expect([at(7), at(7, 1), at(14, -1), at(14), at(20)]).toEqual([0, 2, 2, 0, 0])
    expect(story.gap('protection')).toBe('0s')
  })

  it('is there once at once where the first contact ends the old ones', async () => {
    const device = { profiles: { vpn: 'renamed' } }
    const story = await play({ device, retention: { endsAt: 'first-contact' } })
    expect(
      story
        .events()
        .filter((event) => event.includes('vpn'))
        .slice(1),
    ).toEqual(['+2m 30s kind-duplicate vpn', '+7d kind-overwritten vpn'])
  })
})

describe('a profile that is not assigned', () => {
  // Nothing outstanding: handed over at +2 min 30 s, and without the profile from +7 d to the end.
  it('is missing from the deadline on, on a device that counts as handed over', async () => {
    const story = await play({ device: { profiles: { vpn: 'unassigned' } } })
    expect(story.events()).toContain('+2m 30s state-managed_new')
    expect(story.causes('protection')).toEqual({ 'not-assigned': '7d' })
  })

  it('is missing from the first contact on where that ends the old ones', async () => {
    const device = { profiles: { vpn: 'unassigned' } }
    const story = await play({ device, retention: { endsAt: 'first-contact' } })
    expect(story.causes('protection')).toEqual({ 'not-assigned': '13d 23h 57m 30s' })
  })

  // A contact after the deadline removes it: the sync of +9 d, whose push arrives at +9 d 2 min 30 s.
  it('is missing from the next contact after the deadline on where the service removes', async () => {
    const story = await play({
      device: { profiles: { vpn: 'unassigned' } },
      change: { actions: [{ at: '+9d', kind: 'sync' }] },
      retention: { model: 'server-suspension' },
    })
    expect(story.gap('protection')).toBe('4d 23h 57m 30s')
  })
})

describe('a profile that is dropped', () => {
  it('ends at the deadline without a gap', async () => {
    const story = await play({ device: { profiles: { vpn: 'dropped' } } })
    expect(story.events()).toContain('+7d kind-none vpn')
    expect(story.gap('protection')).toBe('0s')
  })
})

describe('a device whose network depends on its Wi-Fi profile', () => {
  const dependent = (rule: string, more = {}) => ({ profiles: { wifi: rule }, dependsOn: { kinds: ['wifi'], ...more } })

  // +7 d: gone, offline, stranded; the sync of +9 d does not reach it any more.
  it('is stranded when nobody assigned the new one', async () => {
    const actions = [{ at: '+9d', kind: 'sync' }]
    const story = await play({ device: dependent('unassigned'), change: { actions } })
    expect(story.events().slice(-4)).toEqual([
      '+7d kind-missing wifi',
      '+7d offline',
      '+7d stranded',
      '+9d action-issued sync',
    ])
    expect(story.gap('management')).toBe('2m 30s')
  })

  it('is stranded when it was dropped', async () => {
    const story = await play({ device: dependent('dropped') })
    expect(story.events().slice(-3)).toEqual(['+7d kind-none wifi', '+7d offline', '+7d stranded'])
    expect(story.gap('protection')).toBe('0s')
  })

  it('is stranded at its first contact where that ends the old ones', async () => {
    const story = await play({ device: dependent('unassigned'), retention: { endsAt: 'first-contact' } })
    expect(story.events()).toContain('+2m 30s stranded')
  })

  it('is not stranded when the new one overwrites the old one', async () => {
    expect((await play({ device: dependent('same-name') })).times(/stranded/)).toEqual([])
  })

  it('is not stranded when the new one stands beside the old one', async () => {
    expect((await play({ device: dependent('renamed') })).times(/stranded/)).toEqual([])
  })

  it('is not stranded with another network to fall back on', async () => {
    const story = await play({ device: dependent('unassigned', { fallbackNetwork: 1 }) })
    expect(story.times(/stranded/)).toEqual([])
    expect(story.causes('protection')).toEqual({ 'not-assigned': '7d' })
  })
})
