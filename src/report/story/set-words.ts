/** A time as `--set` takes it: whole hours since the start, rounded up. */
export function inHours(offset: number): string {
  return `${Math.ceil(offset / 3_600_000)}h`
}

/** The same in minutes. */
export function inMinutes(offset: number): string {
  return `${Math.ceil(offset / 60_000)}m`
}

/** Names as `--set` takes them. */
export function listOfNames(names: readonly string[]): string {
  return JSON.stringify(names)
}
