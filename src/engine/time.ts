/**
 * Simulated time is a whole number of milliseconds since the start of the run. What happens at one instant happens in
 * the order of the classes below, the same for every model built on this engine; within a class entities go in the
 * order of their numbers.
 *
 * A timer's *key* is `time · 16 + class`, one double whose `<` decides time and class together. Keys stay exact up to
 * 17 000 years.
 */
export const PRIORITY = {
  /** Something that concerns everyone: a date of the plan. */
  broadcast: 1,
  /** What a broadcast sends out; the last of the broadcasts. */
  send: 2,
  online: 3,
  /** A station serves an entity that waited. */
  grant: 4,
  /** A message arrives. */
  arrival: 5,
  /** A person does something. */
  act: 6,
  /** An entity attempts a contact. */
  attempt: 7,
  /** The end of a longer attempt. */
  completion: 8,
  expiry: 9,
  offline: 10,
} as const

export const NEVER = Number.POSITIVE_INFINITY

export function keyOf(time: number, priority: number): number {
  return time * 16 + priority
}

export function timeOf(key: number): number {
  return Math.floor(key * 0.0625)
}

export function priorityOf(key: number): number {
  return key - timeOf(key) * 16
}
