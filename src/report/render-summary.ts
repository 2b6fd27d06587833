import { METRICS } from '../scenario/metrics.ts'
import { withoutControls } from '../scenario/words/render.ts'
import { CHANGE_CAPTIONS } from './captions.ts'
import { formatCount, formatHours, formatNumber, formatShare, formatTime } from './format.ts'
import { renderServices } from './render-services.ts'
import { sparkline } from './sparkline.ts'
import type { AccessSummary, CoverageSeries, GapSummary, Summary } from './summary.ts'
import { columns, labelled, type Paint, painter, wrap } from './text-block.ts'

export interface RenderOptions {
  /** In columns; lines of fixed parts are at most 80 wide. */
  readonly width: number
  readonly color: boolean
}

/** The summary as a planner reads it on a terminal: from what was asked, through what happens, to what it rests on. */
export function renderSummary(summary: Summary, { width, color }: RenderOptions): string {
  const paint = painter(color)
  const sections = [
    title(summary, width, paint),
    handover(summary, paint),
    gaps(summary, paint),
    causes(summary, paint),
    open(summary, paint),
    coverage(summary, paint),
    load(summary, width),
    thresholds(summary, paint),
    assumptions(summary, paint),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function title({ name, description, fleet, plan, retention, seed }: Summary, width: number, paint: Paint): string[] {
  const waves =
    plan.waves.length === 0 ? '' : `; ${formatNumber(plan.waves.length, 'wave')} from ${formatTime(plan.waves[0]!.at)}`
  const switched = `${plan.from} to ${plan.to}, ${plan.kind}, ${CHANGE_CAPTIONS[plan.kind]} ${formatTime(plan.switch.at)}${waves}`
  const devices = `${formatNumber(fleet.devices, 'device')} in ${formatNumber(fleet.cohorts.filter(({ arriving }) => !arriving).length, 'cohort')}`
  const more = fleet.newDevices === 0 ? '' : `; ${formatNumber(fleet.newDevices, 'new device')}`
  return [
    ...wrap(name, width).map((line) => paint('heading', line)),
    ...(description === '' ? [] : wrap(description, width)),
    '',
    ...labelled('Fleet', `${devices}${more}`, width),
    ...labelled('Plan', switched, width),
    ...labelled(
      'Period',
      `${formatTime(plan.start.at)} to ${formatTime(plan.end.at)}, ${plan.timezone}; seed ${seed}`,
      width,
    ),
    ...labelled('Retention', `${retention.model}: ${retention.words}`, width),
    ...(plan.conditionalAccess === null ? [] : labelled('Access', accessCaption(plan.conditionalAccess), width)),
  ]
}

function handover(
  { handover: { devices, left, stranded, neverReturn, timeTo }, plan }: Summary,
  paint: Paint,
): string[] {
  const times = timeTo.map(({ hours }) => (hours === null ? 'not reached' : formatHours(hours)))
  const table = columns(
    [timeTo.map(({ percent }) => `${percent} %`), times],
    timeTo.map(() => 'right'),
    2,
  )
  const rest =
    left === 0
      ? []
      : [`  ${formatCount(left)} of ${formatNumber(devices, 'device')} not managed by ${plan.to} at the end`]
  const cutOff =
    stranded === 0
      ? []
      : [`  ${formatNumber(stranded, 'device')} stranded: cut off with the profile their network needs`]
  const away =
    neverReturn === 0
      ? []
      : [`  ${formatNumber(neverReturn, 'device')} unmanaged at the end for a cause that does not pass by itself`]
  return [
    paint(
      'heading',
      `Managed by ${plan.to}: time from the ${CHANGE_CAPTIONS[plan.kind]} until this share of devices is`,
    ),
    ...table,
    ...rest,
    ...cutOff,
    ...away,
  ]
}

function gaps({ gaps }: Summary, paint: Paint): string[] {
  const rows = gaps.map(({ gap, devices, deviceHours, hours, overSevenDaysShare, worst }) =>
    devices === 0
      ? [`  ${gap}`, 'none', '', '', '', '']
      : [
          `  ${gap}`,
          formatCount(worst.devices),
          formatTime(worst.at),
          formatCount(deviceHours),
          formatHours(hours.max),
          formatShare(overSevenDaysShare),
        ],
  )
  const head = [paint('heading', 'Gaps'), 'at worst', 'when', 'device-h', 'longest', '> 7 d']
  return columns([head, ...rows], ['left', 'right', 'left', 'right', 'right', 'right'])
}

function causes({ gaps }: Summary, paint: Paint): string[] {
  const known = [...new Map(gaps.flatMap((gap) => gap.causes.map(({ cause, words }) => [cause, words] as const)))]
  if (known.length === 0) return []
  const shown = gaps.filter((gap) => gap.causes.length > 0)
  const hoursOf = (gap: GapSummary, cause: string) => gap.causes.find((part) => part.cause === cause)?.deviceHours
  const rows = known.map(([cause, words]) => [
    `  ${words}`,
    ...shown.map((gap) => {
      const hours = hoursOf(gap, cause)
      return hours === undefined ? '-' : formatCount(hours)
    }),
  ])
  const head = [paint('heading', 'Device-hours by cause'), ...shown.map(({ gap }) => gap)]
  return columns([head, ...rows], ['left', ...shown.map(() => 'right' as const)])
}

function open({ gaps }: Summary, paint: Paint): string[] {
  const rows = gaps.flatMap(({ gap, causes }) =>
    causes.filter((cause) => cause.open > 0).map((cause) => [formatCount(cause.open), gap, cause.words]),
  )
  if (rows.length === 0) return []
  return [paint('heading', 'Still in a gap at the end (devices)'), ...columns(rows, ['right', 'left', 'left'], 2)]
}

function coverage({ coverage: { stepHours, management, protection, access }, plan }: Summary, paint: Paint): string[] {
  const line = (name: string, { bars, lowest, end }: CoverageSeries) =>
    lowest === 1
      ? `  ${name.padEnd(11)}${sparkline(bars)} 100 %`
      : `  ${name.padEnd(11)}${sparkline(bars)} ${formatShare(lowest)} to ${formatShare(end)}`
  const mark = Math.min(Math.floor(plan.switch.offsetHours / stepHours), management.bars.length - 1)
  return [
    paint('heading', 'Coverage') +
      paint('dim', ` (lowest in each ${formatHours(stepHours)}; figures: lowest, then at the end)`),
    line('management', management),
    line('protection', protection),
    ...(plan.conditionalAccess === null ? [] : [line('access', access)]),
    `${' '.repeat(13 + mark)}${paint('dim', `↑ ${CHANGE_CAPTIONS[plan.kind]}`)}`,
  ]
}

function load(summary: Summary, width: number): string[] {
  const { load, redundantProfiles } = summary
  const { peak } = load
  const refused = load.refused === 0 ? '' : `, ${formatCount(load.refused)} of them refused at capacity`
  const minutes = formatHours(peak.bucketMinutes / 60)
  const rate = peak.perMinute < 10 ? peak.perMinute.toFixed(1) : formatCount(peak.perMinute)
  const peakText = `${formatNumber(peak.checkins, 'check-in')} in ${minutes} (${rate} a minute), ${formatTime(peak.at)}`
  const tickets =
    load.ticketsOpened === 0
      ? []
      : labelled('Tickets', `${load.ticketsOpened} opened, ${load.ticketsClosed} closed`, width)
  const redundant =
    redundantProfiles.most === 0
      ? []
      : labelled(
          'Redundant',
          `${formatNumber(redundantProfiles.most, 'duplicate profile')} at most, ${formatTime(redundantProfiles.at)}; ${formatCount(redundantProfiles.end)} at the end`,
          width,
        )
  return [
    ...labelled('Peak load', peakText, width),
    ...labelled(
      'Load',
      `${formatNumber(load.checkins, 'check-in')}${refused}; ${formatNumber(load.pushes, 'push attempt')}`,
      width,
    ),
    ...tickets,
    ...renderServices(summary, width),
    ...redundant,
  ]
}

function thresholds({ thresholds }: Summary, paint: Paint): string[] {
  if (thresholds.length === 0) return []
  const rows = thresholds.map(({ text, metric, value, verdict }) => [
    verdict === 'pass' ? paint('good', 'pass') : paint('bad', 'FAIL'),
    withoutControls(text),
    value === null ? 'not reached' : `${value}${METRICS.get(metric)?.unit === 'hours' ? ' h' : ''}`,
  ])
  return [paint('heading', 'Thresholds'), ...columns(rows, ['left', 'left', 'right'], 2)]
}

function assumptions({ assumptions }: Summary, paint: Paint): string[] {
  if (assumptions.length === 0) return []
  const intro = 'Assumptions in play: defaults that are guesses, for you to replace'
  const table = (rows: typeof assumptions): string[] =>
    columns(
      rows.map(({ field, value, words }) => [field, value, words]),
      ['left', 'left', 'left'],
      2,
    )
  const lines = table(assumptions)
  // A long field moves the values of all: those with one stand apart, as their values are short.
  const long = ({ field }: (typeof assumptions)[number]): boolean => field.length > 24
  const narrow = lines.every((line) => line.length <= 80)
    ? lines
    : [...table(assumptions.filter((one) => !long(one))), ...table(assumptions.filter(long))]
  return [paint('heading', intro), ...narrow]
}

function accessCaption({ enforced, graceHours }: AccessSummary): string {
  const from = enforced === null ? `${formatHours(graceHours)} after each user's date` : formatTime(enforced.at)
  return `denied to devices that are not compliant, from ${from}`
}
