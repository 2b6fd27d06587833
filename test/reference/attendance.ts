import { spellLength } from '../../src/model/contact/presence.ts'
import { Residual } from '../../src/random/residual.ts'
import type { Presence } from '../../src/scenario/scenario.ts'
import { type Draws, samplerOf } from './draws.ts'

/** When one device is online. */
export interface Attendance {
  readonly onlineAtStart: boolean
  /** The times after the start at which it goes offline or comes online, in turn. */
  toggles: Iterator<number>
  /** The toggles of a device that is brought online at a time. */
  resume(time: number): Iterator<number>
  /** It has no online instant from the start on, by definition. */
  readonly never: boolean
  /** The time of the last contact, where it is given. */
  readonly lastSeen: number | null
  /** The spell in which it was at a time up to the start. */
  spellAt(time: number): Spell
}

/** A time online or an absence; at the instant at which a device leaves it is still online. */
export interface Spell {
  readonly online: boolean
  readonly from: number
  readonly to: number
}

const { NEGATIVE_INFINITY: EVER, POSITIVE_INFINITY: NEVER } = Number

type Interval = readonly [from: number, to: number]

export function attendanceOf(presence: Presence, draws: Draws): Attendance {
  switch (presence.kind) {
    case 'always':
      return {
        onlineAtStart: true,
        toggles: [].values(),
        resume: nothing,
        never: false,
        lastSeen: null,
        spellAt: () => ({ online: true, from: EVER, to: NEVER }),
      }
    case 'dormant':
      return {
        onlineAtStart: false,
        toggles: [].values(),
        resume: nothing,
        never: true,
        lastSeen: -presence.lastSeen,
        spellAt: () => ({ online: false, from: EVER, to: NEVER }),
      }
    case 'trace':
      return {
        ...during(presence.online),
        never: presence.online.length === 0,
        lastSeen: null,
        spellAt: () => ({ online: true, from: EVER, to: NEVER }),
      }
    case 'weekly': {
      const intervals = weeklyIntervals(presence, draws)
      return {
        ...during(intervals),
        never: presence.attendance === 0,
        lastSeen: null,
        spellAt: (time) => spellAmong(intervals, time),
      }
    }
    case 'renewal':
      return renewal(presence, draws)
    case 'mixture': {
      const part = draws.part(
        presence.of.map(({ share }) => share),
        'mixture',
      )
      return attendanceOf(presence.of[part]!.presence, draws)
    }
  }
}

/** Online in these intervals; the device comes online at their beginnings and leaves at their ends. */
function during(intervals: readonly Interval[]): Pick<Attendance, 'onlineAtStart' | 'toggles' | 'resume'> {
  const ahead = intervals.filter(([, to]) => to > 0)
  const onlineAtStart = ahead.length > 0 && ahead[0]![0] <= 0
  const times = ahead.flat()
  const resume = (time: number) =>
    intervals
      .filter(([, to]) => to > time)
      .flat()
      .slice(1)
      .values()
  return { onlineAtStart, toggles: (onlineAtStart ? times.slice(1) : times).values(), resume }
}

function nothing(): Iterator<number> {
  return [].values()
}

function spellAmong(intervals: readonly Interval[], time: number): Spell {
  const around = intervals.find(([from, to]) => from <= time && time <= to)
  if (around !== undefined) return { online: true, from: around[0], to: around[1] }
  const before = intervals.filter(([, to]) => to < time).at(-1)
  const after = intervals.find(([from]) => from > time)
  return { online: false, from: before?.[1] ?? EVER, to: after?.[0] ?? NEVER }
}

function weeklyIntervals(
  { week, attendance, overnight, spread }: Extract<Presence, { kind: 'weekly' }>,
  draws: Draws,
): readonly Interval[] {
  const shift = (u: number) => Math.floor(spread * (2 * u - 1) + 0.5)
  const arrival = (day: number) => week.from[day]! + shift(draws.uniform('arrival', week.firstDay + day))
  const departure = (day: number) => week.to[day]! + shift(draws.uniform('departure', week.firstDay + day))
  const intervals: [number, number][] = []
  for (let day = 0; day + 1 < week.works.length; day++) {
    const date = week.firstDay + day
    if (week.works[day] === 0 || !draws.happens(attendance, 'attendance', date)) continue
    const from = arrival(day)
    const to = draws.happens(overnight, 'overnight', date) ? arrival(day + 1) : departure(day)
    const last = intervals.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (from < to) intervals.push([from, to])
  }
  return intervals
}

function renewal({ online, offline }: Extract<Presence, { kind: 'renewal' }>, draws: Draws): Attendance {
  const samplers = { true: samplerOf(online), false: samplerOf(offline) }
  const sampler = (isOnline: boolean) => samplers[`${isOnline}`]
  const meanOnline = samplers.true.mean
  const onlineAtStart = draws.happens(meanOnline / (meanOnline + samplers.false.mean), 'presenceStart')
  const residual = new Residual(sampler(onlineAtStart))
  const left = Math.max(1, residual.draw(draws.uniform('presenceResidual')))

  const bits = draws.stream('presenceSpells')
  const spell = (isOnline: boolean) => spellLength(sampler(isOnline), bits())

  function* toggles(first: number, onlineAtFirst: boolean): Generator<number, undefined> {
    let time = first
    let isOnline = onlineAtFirst
    for (;;) {
      yield time
      isOnline = !isOnline
      time += spell(isOnline)
    }
  }

  /** The spell at the start and those before it, the last one first, as far as somebody has asked. */
  const past: Spell[] = []

  function spellBefore(after: Spell | undefined): Spell {
    if (after === undefined) {
      const whole = Math.floor(residual.wholeAt(left, draws.uniform('historySpell', 0)) + 0.5)
      return { online: onlineAtStart, from: left - whole, to: left }
    }
    const length = draws.duration(after.online ? offline : online, 'historySpell', past.length)
    return { online: !after.online, from: after.from - Math.max(1, length), to: after.from }
  }

  function spellAt(time: number): Spell {
    const isAround = ({ online, from, to }: Spell) => (online ? from <= time && time <= to : from < time && time < to)
    for (;;) {
      const around = past.find(isAround)
      if (around !== undefined) return around
      past.push(spellBefore(past.at(-1)))
    }
  }

  const resume = (time: number) => toggles(time + spell(true), true)
  return { onlineAtStart, toggles: toggles(left, onlineAtStart), resume, never: false, lastSeen: null, spellAt }
}
