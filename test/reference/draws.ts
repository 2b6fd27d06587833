import { DECISIONS } from '../../src/random/decisions.ts'
import type { Distribution } from '../../src/random/distribution.ts'
import { type Key, nameKey, replicationKey, rootKey } from '../../src/random/key.ts'
import { Sampler } from '../../src/random/sampler.ts'
import { next32, seedStream } from '../../src/random/stream.ts'
import { uniform } from '../../src/random/uniform.ts'

export type Decision = keyof typeof DECISIONS

/** What is drawn for one entity (a device, a user, a broadcast) under a key. */
export class Draws {
  readonly key: Key
  readonly entity: number

  constructor(key: Key, entity: number) {
    this.key = key
    this.entity = entity
  }

  /** A number in (0, 1). */
  uniform(decision: Decision, index = 0): number {
    return uniform(this.key.k0, this.key.k1, this.entity, DECISIONS[decision], index)
  }

  /** Whether something that happens to a share of all happens here. */
  happens(share: number, decision: Decision, index = 0): boolean {
    return this.uniform(decision, index) < share
  }

  /** A duration in whole ms. */
  duration(distribution: Distribution, decision: Decision, index = 0): number {
    return samplerOf(distribution).draw(this.uniform(decision, index))
  }

  /** Which of several shares, in their order, this entity belongs to. */
  part(shares: readonly number[], decision: Decision): number {
    if (shares.length === 1) return 0
    const u = this.uniform(decision)
    let end = 0
    for (const [part, share] of shares.entries()) {
      end += share
      if (u < end) return part
    }
    return shares.length - 1
  }

  /** A sequence of 32 random bits at a time. */
  stream(decision: Decision): () => number {
    const words = new Int32Array(4)
    seedStream(words, 0, this.key.k0, this.key.k1, this.entity, DECISIONS[decision])
    return () => next32(words, 0)
  }
}

/** The key under which a name's draws are made in the first replication. */
export function keyOfName(seed: string, ...path: readonly string[]): Key {
  const text = [seed, ...path].join('\n')
  const key = keys.get(text) ?? path.reduce(nameKey, replicationKey(rootKey(seed), 0))
  keys.set(text, key)
  return key
}

const keys = new Map<string, Key>()

const samplers = new Map<string, Sampler>()
const knownSamplers = new WeakMap<Distribution, Sampler>()

/** The sampler of a distribution; its table of survival is costly, so equal distributions share one. */
export function samplerOf(distribution: Distribution): Sampler {
  const known = knownSamplers.get(distribution)
  if (known !== undefined) return known
  const text = JSON.stringify(distribution)
  const sampler = samplers.get(text) ?? new Sampler(distribution)
  samplers.set(text, sampler)
  knownSamplers.set(distribution, sampler)
  return sampler
}
