import type { Options } from './options.ts'
import type { Product } from './product.ts'

/** What a section works with. */
export interface Bench {
  readonly options: Options
  readonly product: Product
  /** Folder for what is built; it goes when the benchmark ends. */
  readonly scratch: string
  /** Shows what is being done. */
  readonly progress: (line: string) => void
  /** Says something that stays on the terminal. */
  readonly tell: (line: string) => void
}

/** What a section found: a table for the terminal, and the same for machines. */
export interface Section {
  readonly title: string
  readonly head: readonly string[]
  /** The first column is text, the others are figures. */
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly string[]
  readonly targets: readonly Target[]
  readonly data: unknown
}

/** Something that is to hold. */
export interface Target {
  readonly name: string
  readonly asked: string
  readonly measured: string
  readonly holds: boolean
}

export function atMost(name: string, measured: number, limit: number, unit: string): Target {
  return { name, asked: `≤ ${limit}${unit}`, measured: `${digits(measured)}${unit}`, holds: measured <= limit }
}

export function atLeast(name: string, measured: number, limit: number, unit: string): Target {
  return { name, asked: `≥ ${limit}${unit}`, measured: `${digits(measured)}${unit}`, holds: measured >= limit }
}

/** Three significant digits, without an exponent. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '-'
  return value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString()
}

/** 1000000 as 10⁶, other sizes as d·10ⁿ. */
export function power(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9)
  const factor = Number((value / 10 ** exponent).toPrecision(3))
  const raised = [...`${exponent}`].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
  return factor === 1 ? `10${raised}` : `${factor}·10${raised}`
}
