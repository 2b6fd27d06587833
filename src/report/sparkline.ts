const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** Shares as block characters, from the lowest of them to 1; only a full share is a full block. */
export function sparkline(shares: readonly number[]): string {
  const lowest = Math.min(...shares)
  return shares.map((share) => BLOCKS[share >= 1 ? 7 : Math.floor(((share - lowest) / (1 - lowest)) * 7)]).join('')
}
