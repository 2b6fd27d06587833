import seedrandom from 'seedrandom'
import { threefry } from './threefry.ts'

/** A 64-bit Threefry key: two 32-bit words, signed. */
export interface Key {
  readonly k0: number
  readonly k1: number
}

/** The top byte of the second counter word in key derivation; no decision has this number, so no draw shares a counter. */
const DERIVATION = 0xff << 24

const words = new Int32Array(2)

/**
 * Makes the key that everything random in a run descends from.
 *
 * The seed goes through seedrandom's default generator with a closing NUL, because without one 'sf' and 'sfsf' are the
 * same seed to it. It reads the low byte of each UTF-16 unit only: seeds outside Latin-1 can coincide.
 */
export function rootKey(seed: string): Key {
  const generator = seedrandom(`${seed}\0`)
  return { k0: generator.int32(), k1: generator.int32() }
}

/** Makes the key of one replication; replications count from 0. */
export function replicationKey(root: Key, replication: number): Key {
  return derive(root, replication, 0)
}

/**
 * Makes the key of what is called `name` under `parent`.
 *
 * Chains Threefry over the length and then every UTF-16 unit with its position, so no name's chain begins another's.
 */
export function nameKey(parent: Key, name: string): Key {
  let key = derive(parent, name.length, DERIVATION)
  for (let i = 0; i < name.length; i++) {
    key = derive(key, name.charCodeAt(i), DERIVATION | (i + 1))
  }
  return key
}

function derive(key: Key, c0: number, c1: number): Key {
  threefry(key.k0, key.k1, c0, c1, words)
  return { k0: words[0]!, k1: words[1]! }
}
