import { InvalidArgumentError } from '@commander-js/extra-typings'

/** Reads a number of replications or workers: a whole number from 1, of which this version knows only 1. */
export function parseOne(what: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
    if (Number(text) > 1) throw new InvalidArgumentError(`This version runs one ${what}.`)
    return 1
  }
}

/** Collects the values of an option that may be repeated: `path=value`. */
export function collectAssignment(text: string, earlier: readonly string[] = []): readonly string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('It must be PATH=VALUE, such as change.at=4d.')
  return [...earlier, text]
}
