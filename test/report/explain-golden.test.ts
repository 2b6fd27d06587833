import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { trace } from '../../src/experiment/trace.ts'
import { renderStory } from '../../src/report/story/render-story.ts'
import { formatSpan } from '../../src/report/story/span.ts'
import { tellStory } from '../../src/report/story/tell-story.ts'
import { loadScenario } from '../../src/scenario/load.ts'

async function textOf(name: string, device: number, all = false): Promise<string> {
  const loaded = loadScenario(readFileSync(`scenarios/${name}.yaml`, 'utf8'), { file: name })
  if (!loaded.ok) throw new Error(`${name} is not a scenario`)
  const { scenario, document } = loaded
  const story = tellStory({ scenario, document, trace: await trace(scenario, device) })
  return renderStory(story, scenario, { width: 80, color: false, all })
}

describe('the story on a terminal', () => {
  test('of a device that lost the profile its network depends on', async () => {
    expect(await textOf('worked-example', 4)).toMatchInlineSnapshot(`
      "Device 5: wifi-tablet/1
      Worked example, device 5 of 5
        - Windows device of user 4; always online; managed by hybrid at the start
        - in wave pilot, Tue 2018-05-08 06:00+00:00
        - Wi-Fi: assigned by nobody under the new authority
        - Wi-Fi: its only way to the network

      In short
        Not managed for 2 min 30 s; cause: waiting for a check-in.
        Without a profile it needs for 18 h, and still at the end; cause: profile not
        assigned.
        Managed by Intune from Tue 2018-05-08 07:32:30+00:00.

      What happens (local time, UTC)
        Tue 2018-05-08 +00:00
        06:00     Wave pilot moves it from hybrid to Intune; all five profiles stay
                  for 12h at most. [1]
        06:02:30  Checks in because of a push: Intune manages it; its e-mail, VPN and
                  certificate profiles arrive; still to come: configuration (settings
                  ready Tue 2018-05-08 07:30+00:00). [2]
        07:32:30  Checks in because of a push: it is managed by Intune; its
                  configuration profile arrives. [2]
        09:02:30  Checks in because of a push. [3]
        18:00     Its old profiles have reached their deadline: it loses its Wi-Fi
                  profile; with that its only network: it is cut off for good. [4]

      Its gaps
        management: 2 min 30 s (0.0417 h)
          waiting for a check-in  2 min 30 s  0.0417 h
          - opened Tue 2018-05-08 06:00+00:00 by its wave, pilot, closed Tue
            2018-05-08 06:02:30+00:00 by a check-in after a push
        protection: 18 h (18.0000 h)
          profile not assigned  18 h  18.0000 h
          - opened Tue 2018-05-08 18:00+00:00 by the deadline of its old profiles,
            still open at the end; missing: Wi-Fi

      What would have helped
        - profile not assigned (protection 18 h): Assign its Wi-Fi profile under the
          new authority, or decide that the device can do without (dropped).
          fields: fleet.wifi-tablet.profiles.wifi
          try: --set 'fleet.wifi-tablet.profiles.wifi=same-name'
        - waiting for a check-in (management 2 min 30 s): That is what a push takes,
          or a check-in after coming online: little to gain.

      The rules
         [1] A user's devices move with the user's wave, all others at the tenant
             switch. From then on no service manages a device until it next checks in;
             its old profiles stay for a while. Source: Microsoft. Settings:
             retention.max 12h.
         [2] The first successful check-in after its own change brings a device under
             the new authority. Each delivers what is assigned and ready: over the old
             profile if it has its name, else beside it. Source: Microsoft.
         [3] The service announces what is new by a push; a device that hears it
             checks in. To an offline device it is stored for a while; some devices
             never hear any. Source: Microsoft. Settings: push.detectDelay 2m;
             push.latency 30s; push.loss 0 %; push.retries 1; push.retryEvery 30m
             (assumption); push.deadShare 0 %.
         [4] A device that loses the profile its only network depends on cannot be
             reached any more by what would help. Assumption.
      "
    `)
  })

  test('of a device that was away', async () => {
    expect((await textOf('worked-example', 1)).split('\nThe rules\n')[0]).toMatchInlineSnapshot(`
      "Device 2: field-phone/1
      Worked example, device 2 of 5
        - Android device of user 2; online at given times; managed by hybrid at the
          start

      In short
        Not managed for 17 h 0 min 30 s; nearly all of it: offline.
        Without a profile it needs for 5 h 0 min 30 s; nearly all of it: offline.
        Managed by Intune from Wed 2018-05-09 02:00:30+00:00.

      What happens (local time, UTC)
        Tue 2018-05-08 +00:00
        08:00     Goes offline. [1]
        09:00     The tenant switch moves it from hybrid to Intune; all five profiles
                  stay for 12h at most. [2]
        21:00     Its old profiles have reached their deadline: it loses all five
                  profiles. [3]
        Wed 2018-05-09 +00:00
        02:00     Comes online. [1]
        02:00:30  Checks in because of a push: it is managed by Intune; all five
                  profiles arrive. [4]

      Its gaps
        management: 17 h 0 min 30 s (17.0083 h)
          offline                 17 h  17.0000 h
          waiting for a check-in  30 s   0.0083 h
          - opened Tue 2018-05-08 09:00+00:00 by the tenant switch, closed Wed
            2018-05-09 02:00:30+00:00 by a check-in after a push
            Tue 2018-05-08 09:00+00:00  17 h  offline
            Wed 2018-05-09 02:00+00:00  30 s  waiting for a check-in
        protection: 5 h 0 min 30 s (5.0083 h)
          offline                  5 h  5.0000 h
          waiting for a check-in  30 s  0.0083 h
          - opened Tue 2018-05-08 21:00+00:00 by the deadline of its old profiles,
            closed Wed 2018-05-09 02:00:30+00:00 by a check-in after a push; missing:
            e-mail, VPN, certificate, Wi-Fi and configuration
            Tue 2018-05-08 21:00+00:00   5 h  offline
            Wed 2018-05-09 02:00+00:00  30 s  waiting for a check-in

      What would have helped
        - offline (management 17 h, protection 5 h): It goes offline Tue 2018-05-08
          08:00+00:00 and comes online Wed 2018-05-09 02:00+00:00: move it some hours
          before the one, or after the other.
          fields: change.at
        - waiting for a check-in (management and protection 30 s each): That is what a
          push takes, or a check-in after coming online: little to gain.
      "
    `)
  })

  test('is at most 80 columns wide but for what is to be copied', async () => {
    for (const device of [0, 3, 13, 6010, 15_100]) {
      const long = (await textOf('hybrid-to-intune', device)).split('\n').filter((line) => line.length > 80)
      expect(long.filter((line) => !line.includes('try --set'))).toEqual([])
    }
  })

  test('tells rows of routine in one line, and every step of them when all is asked for', async () => {
    const [brief, all] = [await textOf('hybrid-to-intune', 3), await textOf('hybrid-to-intune', 3, true)]
    expect(brief).toContain('Routine: checks in 6 times')
    expect(all).not.toContain('Routine')
    expect(all.match(/Checks in on schedule/g)!.length).toBeGreaterThan(40)
  })
})

test('a length of time has no unit that is nothing to it, and is rounded to the second, from a day on to the minute', () => {
  expect([0, 1, 999, 1000, 59_999, 61_000, 3_600_000, 3_660_001, 90_015_000, 86_400_000].map(formatSpan)).toEqual([
    '0 s',
    '1 ms',
    '999 ms',
    '1 s',
    '1 min',
    '1 min 1 s',
    '1 h',
    '1 h 1 min',
    '1 d 1 h',
    '1 d',
  ])
})
