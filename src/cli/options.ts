import { InvalidArgumentError } from '@commander-js/extra-typings'

/** Reads a whole number from 1. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}

/** Reads an amount of memory, in bytes. */
export function parseMemory(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(MiB|GiB)$/.exec(text) ?? []
  if (amount === undefined) throw new InvalidArgumentError('It must be an amount such as 512MiB or 8GiB.')
  return Number(amount) * (unit === 'GiB' ? 2 ** 30 : 2 ** 20)
}

/** Reads a number of replications: a whole number from 1, of which this version knows only 1. */
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
