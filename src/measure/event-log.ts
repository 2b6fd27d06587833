/** Events in columns; `key` is time · 16 + class, `device` counts from 0, `code` is the model's. */
export interface EventRun {
  /** Entries in use; the columns may be longer. */
  length: number
  readonly key: Float64Array
  readonly device: Int32Array
  readonly code: Uint8Array
}

const FIRST_CHUNK = 1024
const LARGEST_CHUNK = 65_536

/** Fewer events than this are compared with one another: a digit costs as much as sorting them. */
const WORTH_DIGITS = 8192

/**
 * Events as they happen, device after device; `sort` puts them into the published order.
 *
 * They are kept in chunks, so that growing and merging copy nothing. Structured cloning keeps the chunks and drops the
 * methods; merging needs no more than the chunks.
 */
export class EventLog {
  chunks: EventRun[] = []

  get length(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  /** Events of one device come in their order; devices in any. */
  add(device: number, key: number, code: number): void {
    let chunk = this.chunks.at(-1)
    if (chunk === undefined || chunk.length === chunk.key.length) {
      chunk = allocateEvents(Math.min(LARGEST_CHUNK, 2 * (chunk?.length ?? FIRST_CHUNK / 2)))
      chunk.length = 0
      this.chunks.push(chunk)
    }
    const at = chunk.length++
    chunk.key[at] = key
    chunk.device[at] = device
    chunk.code[at] = code
  }

  /** Takes over the events of other devices. */
  merge(other: Pick<EventLog, 'chunks'>): void {
    this.chunks.push(...other.chunks)
  }

  /** The events so far, sorted; it goes on without them. */
  take(): EventRun {
    const run = this.sort()
    this.clear()
    return run
  }

  clear(): void {
    this.chunks = []
  }

  /** Orders the events by time, class and device, those of one device at one instant as they came; one chunk is left. */
  sort(): EventRun {
    const { length } = this
    const whole = allocateEvents(length)
    let at = 0
    for (const chunk of this.chunks) {
      whole.key.set(chunk.key.subarray(0, chunk.length), at)
      whole.device.set(chunk.device.subarray(0, chunk.length), at)
      whole.code.set(chunk.code.subarray(0, chunk.length), at)
      at += chunk.length
    }
    this.chunks = []
    const { key, device, code } = whole
    const order = length < WORTH_DIGITS ? orderByComparison(whole) : orderByDigits(whole)
    const sorted = allocateEvents(length)
    for (let i = 0; i < length; i++) {
      const from = order[i]!
      sorted.key[i] = key[from]!
      sorted.device[i] = device[from]!
      sorted.code[i] = code[from]!
    }
    this.chunks = [sorted]
    return sorted
  }
}

/** A run of `length` events, all 0. */
export function allocateEvents(length: number): EventRun {
  return { length, key: new Float64Array(length), device: new Int32Array(length), code: new Uint8Array(length) }
}

function orderByComparison({ length, key, device }: EventRun): Uint32Array {
  return countUp(length).sort((a, b) => key[a]! - key[b]! || device[a]! - device[b]! || a - b)
}

/** A stable radix sort over digits below 65 536, the least significant first: linear, without comparisons. */
function orderByDigits({ length, key, device }: EventRun): Uint32Array {
  const digits: readonly ((i: number) => number)[] = [
    (i) => device[i]! & 0xffff,
    (i) => device[i]! >>> 16,
    (i) => key[i]! % 65536,
    (i) => Math.floor(key[i]! / 65536) % 65536,
    (i) => Math.floor(key[i]! / 4294967296),
  ]
  let order = countUp(length)
  let next = new Uint32Array(length)
  const starts = new Uint32Array(65537)
  for (const digit of digits) {
    starts.fill(0)
    for (let i = 0; i < length; i++) starts[digit(i) + 1]!++
    if (starts.subarray(1).some((count) => count === length)) continue
    for (let value = 0; value < 65536; value++) starts[value + 1]! += starts[value]!
    for (let i = 0; i < length; i++) next[starts[digit(order[i]!)]!++] = order[i]!
    const spare = order
    order = next
    next = spare
  }
  return order
}

function countUp(length: number): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(length)
  for (let i = 0; i < length; i++) order[i] = i
  return order
}
