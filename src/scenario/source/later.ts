/** Keys that the format has a meaning for which this version does not compute, by the mapping they stand in. */
export const LATER: ReadonlyMap<string, readonly string[]> = new Map([['', ['inventory']]])
