import { power } from './section.ts'

export interface Series {
  readonly name: string
  /** Ascending in x. */
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface Chart {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
}

const WIDTH = 820
const HEIGHT = 460
const BOX = { left: 70, right: 610, top: 40, bottom: 410 }
/** Okabe and Ito's colours, which the colour-blind can tell apart, without the yellow. */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000']

/** Draws lines on two logarithmic axes as SVG. */
export function plot({ title, x, y, series }: Chart): string {
  const points = series.flatMap((each) => each.points)
  const across = axis(
    points.map((point) => point.x),
    BOX.left,
    BOX.right,
  )
  const up = axis(
    points.map((point) => point.y),
    BOX.bottom,
    BOX.top,
  )
  const vertical = across.ticks.map(
    (tick) =>
      `${line(across.at(tick), BOX.top, across.at(tick), BOX.bottom)}${label(across.at(tick), BOX.bottom + 18, power(tick))}`,
  )
  const horizontal = up.ticks.map(
    (tick) =>
      `${line(BOX.left, up.at(tick), BOX.right, up.at(tick))}${label(BOX.left - 8, up.at(tick) + 4, `${tick}`, 'end')}`,
  )
  const curves = series.map(({ name, points: own }, i) => {
    const color = COLORS[i % COLORS.length]!
    const places = own.map((point) => `${across.at(point.x).toFixed(1)},${up.at(point.y).toFixed(1)}`)
    const dots = places.map((place) => `<circle cx="${place.replace(',', '" cy="')}" r="3" fill="${color}"/>`)
    const key = BOX.top + 10 + i * 22
    return [
      `<polyline points="${places.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join('')}`,
      `<rect x="${BOX.right + 16}" y="${key - 9}" width="12" height="12" fill="${color}"/>`,
      label(BOX.right + 34, key + 2, name, 'start'),
    ].join('\n')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    label(BOX.left, 22, title, 'start'),
    ...vertical,
    ...horizontal,
    label((BOX.left + BOX.right) / 2, HEIGHT - 10, x),
    `<g transform="translate(16 ${(BOX.top + BOX.bottom) / 2}) rotate(-90)">${label(0, 0, y)}</g>`,
    ...curves,
    '</svg>\n',
  ].join('\n')
}

/** Whole decades around the values, laid from one place to another. */
function axis(values: readonly number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9))
  return {
    at: (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  }
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'middle'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped}</text>`
}
