/** Events as they happen, device after device; put into the published order at the end. */
export class EventLog {
  length = 0
  private keys = new Float64Array(1024)
  private devices = new Int32Array(1024)
  private codes = new Uint8Array(1024)

  /** `key` is time · 16 + class. Events of one device come in their order; devices in any. */
  add(device: number, key: number, code: number): void {
    if (this.length === this.keys.length) this.reserve(this.length * 2)
    this.keys[this.length] = key
    this.devices[this.length] = device
    this.codes[this.length] = code
    this.length++
  }

  merge(other: EventLog): void {
    this.reserve(this.length + other.length)
    this.keys.set(other.keys.subarray(0, other.length), this.length)
    this.devices.set(other.devices.subarray(0, other.length), this.length)
    this.codes.set(other.codes.subarray(0, other.length), this.length)
    this.length += other.length
  }

  /** The events by time, class and device, those of one device at one instant in their order. */
  sorted(): { time: Float64Array; device: Int32Array; code: Uint8Array } {
    const { length, keys, devices, codes } = this
    const order = sortedOrder(length, [
      (i) => devices[i]! & 0xffff,
      (i) => devices[i]! >>> 16,
      (i) => keys[i]! % 65536,
      (i) => Math.floor(keys[i]! / 65536) % 65536,
      (i) => Math.floor(keys[i]! / 4294967296),
    ])
    const time = new Float64Array(length)
    const device = new Int32Array(length)
    const code = new Uint8Array(length)
    for (let i = 0; i < length; i++) {
      const from = order[i]!
      time[i] = Math.floor(keys[from]! / 16)
      device[i] = devices[from]!
      code[i] = codes[from]!
    }
    return { time, device, code }
  }

  private reserve(capacity: number): void {
    if (capacity <= this.keys.length) return
    const keys = new Float64Array(capacity)
    const devices = new Int32Array(capacity)
    const codes = new Uint8Array(capacity)
    keys.set(this.keys.subarray(0, this.length))
    devices.set(this.devices.subarray(0, this.length))
    codes.set(this.codes.subarray(0, this.length))
    this.keys = keys
    this.devices = devices
    this.codes = codes
  }
}

/** A stable radix sort over digits below 65 536, the least significant first: linear, without comparisons. */
function sortedOrder(length: number, digits: readonly ((i: number) => number)[]): Uint32Array {
  let order = new Uint32Array(length)
  for (let i = 0; i < length; i++) order[i] = i
  const starts = new Uint32Array(65537)
  for (const digit of digits) {
    starts.fill(0)
    for (let i = 0; i < length; i++) starts[digit(i) + 1]!++
    if (starts.subarray(1).some((count) => count === length)) continue
    for (let value = 0; value < 65536; value++) starts[value + 1]! += starts[value]!
    const next = new Uint32Array(length)
    for (let i = 0; i < length; i++) next[starts[digit(order[i]!)]!++] = order[i]!
    order = next
  }
  return order
}
