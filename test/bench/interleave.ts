/** Something to be measured; each call runs it once. */
export interface Job<Sample> {
  readonly name: string
  run(): Promise<Sample>
}

/**
 * Runs every job once per round, each round beginning with another one, so that a change of the machine's load hits all
 * alike. The samples are in the order of the jobs.
 */
export async function interleave<Sample>(
  jobs: readonly Job<Sample>[],
  rounds: number,
  onRun: (name: string) => void,
): Promise<Sample[][]> {
  const samples: Sample[][] = jobs.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < jobs.length; i++) {
      const at = (i + round) % jobs.length
      const job = jobs[at]!
      onRun(`${job.name}, ${round + 1} of ${rounds}`)
      samples[at]!.push(await job.run())
    }
  }
  return samples
}
