const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

const DAY = 86_400_000

/**
 * A length of time as people say it: `3 d 4 h`, `17 h 0 min 30 s`. Below a second in milliseconds, from a day on to the
 * minute, else to the second.
 */
export function formatSpan(milliseconds: number): string {
  if (milliseconds === 0) return '0 s'
  const finest = milliseconds < 1000 ? 1 : milliseconds < DAY ? 1000 : 60_000
  const rounded = Math.round(milliseconds / finest) * finest
  const parts: string[] = []
  let rest = rounded
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0 || (parts.length > 0 && rest > 0)) parts.push(`${count} ${unit}`)
  }
  return parts.join(' ')
}
