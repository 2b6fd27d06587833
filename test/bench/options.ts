import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const SECTIONS = ['models', 'scaling', 'calendar', 'start-up'] as const
export type SectionName = (typeof SECTIONS)[number]

/** How much is measured. */
export interface Options {
  /** Fleet sizes of the base model and the full model, ascending. */
  readonly sizes: readonly number[]
  /** Each figure is the median of this many runs. */
  readonly rounds: number
  readonly sections: readonly SectionName[]
  readonly full: boolean
  readonly quick: boolean
  /** The built command. */
  readonly command: string
  /** Folder in whose `node_modules` the priority queues are looked for. */
  readonly packages: string
  readonly out: string
}

const ROOT = join(import.meta.dirname, '../..')

export const USAGE = `Usage: npm run bench -- [options]

  --sizes 1e3,1e4,...   fleet sizes (default: 1e3,1e4,1e5,1e6)
  --rounds N            runs per figure, of which the median is shown (default: 3)
  --only a,b            sections: ${SECTIONS.join(', ')}
  --quick               small sizes, one run each: whether everything works, in half a minute
  --full                all sizes up to 1e7, and the slow references at their largest: about half an hour
  --command FILE        another build of the command (default: dist/handover.js)
  --packages DIR        folder whose node_modules hold the priority queues (default: the project)
`

/** @throws Error on what it does not know */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', default: SECTIONS.join(',') },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      command: { type: 'string', default: join(ROOT, 'dist/handover.js') },
      packages: { type: 'string', default: ROOT },
    },
  })
  const { quick, full, command, packages } = values
  const sizes = values.sizes ?? (quick ? '1e3,1e4,1e5' : full ? '1e3,1e4,1e5,1e6,1e7' : '1e3,1e4,1e5,1e6')
  return {
    sizes: sizes
      .split(',')
      .map(wholeNumber)
      .sort((a, b) => a - b),
    rounds: wholeNumber(values.rounds ?? (quick ? '1' : '3')),
    sections: values.only.split(',').map(sectionName),
    ...{ quick, full, command, packages, out: join(ROOT, 'output/bench') },
  }
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text} is not a whole number from 1`)
  return value
}

function sectionName(text: string): SectionName {
  const name = SECTIONS.find((each) => each === text)
  if (name === undefined) throw new Error(`${text} is not one of the sections ${SECTIONS.join(', ')}`)
  return name
}
