/** Furthest Damerau-Levenshtein distance at which a word is still taken for a slip of another. */
const FURTHEST = 2

/** Returns the candidate nearest to `word`, the first of equals; nothing where none is within two slips. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = FURTHEST + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    // A short word is near to everything: at least half of it has to be right.
    if (far < least && far * 2 <= candidate.length) {
      best = candidate
      least = far
    }
  }
  return best
}

/** Puts the nearest candidate into words, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : `did you mean ${near}?`
}

/**
 * Counts the insertions, deletions, substitutions and swaps of neighbours between two words.
 *
 * Source: the optimal string alignment variant of the Damerau-Levenshtein distance, three rows of the table at a time.
 */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1)
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
