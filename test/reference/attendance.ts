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
  /** Whether it was online at a time up to the start. */
  wasOnline(time: number): boolean
}

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
        wasOnline: () => true,
      }
    case 'dormant':
      return {
        onlineAtStart: false,
        toggles: [].values(),
        resume: nothing,
        never: true,
        lastSeen: -presence.lastSeen,
        wasOnline: () => false,
      }
    case 'trace':
      return { ...during(presence.online), never: presence.online.length === 0, lastSeen: null, wasOnline: () => true }
    case 'weekly': {
      const intervals = weeklyIntervals(presence, draws)
      return {
        ...during(intervals),
        never: presence.attendance === 0,
        lastSeen: null,
        wasOnline: (time) => wasWithin(intervals, time),
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

/** A device is still online at the instant at which it leaves. */
function wasWithin(intervals: readonly Interval[], time: number): boolean {
  return intervals.some(([from, to]) => from <= time && time <= to)
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

  const past = { isOnline: onlineAtStart, from: Number.POSITIVE_INFINITY, spells: 0 }

  /** To be asked of ever earlier times: the walk back goes on where it was. */
  function wasOnline(time: number): boolean {
    if (past.spells === 0) {
      past.from = left - Math.floor(residual.wholeAt(left, draws.uniform('historySpell', 0)) + 0.5)
      past.spells = 1
    }
    for (; past.from > time; past.spells++) {
      past.isOnline = !past.isOnline
      past.from -= Math.max(1, draws.duration(past.isOnline ? online : offline, 'historySpell', past.spells))
    }
    // A device is still online at the instant at which it leaves.
    return past.isOnline || past.from === time
  }

  const resume = (time: number) => toggles(time + spell(true), true)
  return { onlineAtStart, toggles: toggles(left, onlineAtStart), resume, never: false, lastSeen: null, wasOnline }
}
