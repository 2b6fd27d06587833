import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Calendar } from '../../../src/engine/calendar.ts'
import { EntryHeap } from '../../../src/engine/entry-heap.ts'

/** Makes an empty queue for entries before `horizon`, of which at most `capacity` are pending. */
export type Open = (horizon: number, capacity: number) => Queue

/** What the hold model does with a queue of entries (time, device). */
export interface Queue {
  /** Of the entry taken out last. */
  readonly time: number
  readonly device: number
  add(time: number, device: number): void
  next(): void
}

export interface QueueKind {
  readonly name: string
  /** Whether entries of one instant come out by device number. */
  readonly ties: boolean
  /** The npm package it needs. */
  readonly needs?: string
  /** Makes queues, given the package. */
  readonly factory: (library: Record<string, unknown>) => Open
}

/** Queues of one number keep time and device as time · 2²⁰ + device, exact up to 99 days: the order is that of numbers. */
const DEVICES = 2 ** 20
const byNumber = (a: number, b: number): number => a - b

/** Any queue of numbers that come out in ascending order. */
interface Numbers {
  push(key: number): void
  pop(): number
}

class NumberQueue implements Queue {
  time = 0
  device = 0
  private readonly numbers: Numbers

  constructor(numbers: Numbers) {
    this.numbers = numbers
  }

  add(time: number, device: number): void {
    this.numbers.push(time * DEVICES + device)
  }

  next(): void {
    const key = this.numbers.pop()
    this.time = Math.floor(key / DEVICES)
    this.device = key - this.time * DEVICES
  }
}

/** The program's own small heap, as a calendar. */
class HeapQueue implements Queue {
  time = 0
  device = 0
  private readonly heap = new EntryHeap()

  add(time: number, device: number): void {
    this.heap.push(time, device)
  }

  next(): void {
    this.time = this.heap.firstTime
    this.device = this.heap.firstId
    this.heap.pop()
  }
}

/** What is used of flatqueue: values apart from what they order. */
interface Flat {
  push(id: number, value: number): void
  pop(): number
  peekValue(): number
}

/** What is used of heapify, which is flat as well and saves work when a push follows a pop. */
interface Heapify {
  push(id: number, value: number): void
  pop(): number
  peekPriority(): number
}

class FlatQueue implements Queue {
  time = 0
  device = 0
  private readonly flat: Flat
  private readonly factor: number
  private readonly weight: number

  constructor(flat: Flat, ties: boolean) {
    this.flat = flat
    this.factor = ties ? DEVICES : 1
    this.weight = ties ? 1 : 0
  }

  add(time: number, device: number): void {
    this.flat.push(device, time * this.factor + device * this.weight)
  }

  next(): void {
    this.time = Math.floor(this.flat.peekValue() / this.factor)
    this.device = this.flat.pop()
  }
}

/** A constructor of a library, trusted to make what its documentation says. */
function classOf<Instance>(library: Record<string, unknown>, name: string) {
  return library[name] as new (
    ...options: readonly unknown[]
  ) => Instance
}

export const CALENDAR = 'calendar'

export const QUEUES: readonly QueueKind[] = [
  { name: CALENDAR, ties: true, factory: () => (horizon) => new Calendar(horizon) },
  { name: 'own heap', ties: true, factory: () => () => new HeapQueue() },
  ...[true, false].map((ties) => ({
    name: ties ? 'flatqueue' : 'flatqueue, no ties',
    ties,
    needs: 'flatqueue',
    factory: (library: Record<string, unknown>) => {
      const Flat = classOf<Flat>(library, 'default')
      // With a capacity it works on typed arrays, its fastest form.
      return (_: number, capacity: number) => new FlatQueue(new Flat(capacity), ties)
    },
  })),
  {
    name: 'heapify',
    ties: true,
    needs: 'heapify',
    factory: (library) => {
      const MinQueue = classOf<Heapify>(library.default as Record<string, unknown>, 'MinQueue')
      return (_, capacity) => {
        const queue = new MinQueue(capacity, [], [], Uint32Array, Float64Array)
        const push = (id: number, value: number): void => queue.push(id, value)
        return new FlatQueue({ push, pop: () => queue.pop(), peekValue: () => queue.peekPriority() }, true)
      }
    },
  },
  {
    name: 'tinyqueue',
    ties: true,
    needs: 'tinyqueue',
    factory: (library) => {
      const TinyQueue = classOf<Numbers>(library, 'default')
      return () => new NumberQueue(new TinyQueue([], byNumber))
    },
  },
  {
    name: 'heap-js',
    ties: true,
    needs: 'heap-js',
    factory: (library) => {
      const Heap = classOf<Numbers>(library, 'Heap')
      return () => new NumberQueue(new Heap(byNumber))
    },
  },
  {
    name: 'fastpriorityqueue',
    ties: true,
    needs: 'fastpriorityqueue',
    factory: (library) => {
      const FastPriorityQueue = classOf<{ add(key: number): void; poll(): number }>(library, 'default')
      return () => {
        const queue = new FastPriorityQueue((a: number, b: number) => a < b)
        return new NumberQueue({ push: (key) => queue.add(key), pop: () => queue.poll() })
      }
    },
  },
  {
    name: 'datastructures-js',
    ties: true,
    needs: '@datastructures-js/priority-queue',
    factory: (library) => {
      const PriorityQueue = classOf<Numbers>(library, 'PriorityQueue')
      return () => new NumberQueue(new PriorityQueue(byNumber))
    },
  },
  {
    name: 'js-priority-queue',
    ties: true,
    needs: 'js-priority-queue',
    factory: (library) => {
      const PriorityQueue = classOf<{ queue(key: number): void; dequeue(): number }>(library, 'default')
      return () => {
        const queue = new PriorityQueue({ comparator: byNumber })
        return new NumberQueue({ push: (key) => queue.queue(key), pop: () => queue.dequeue() })
      }
    },
  },
]

/** Makes a queue of this kind; null when its package is not installed in the folder. */
export async function openQueues(name: string, folder: string): Promise<Open | null> {
  const kind = QUEUES.find((each) => each.name === name)
  if (kind === undefined) throw new Error(`there is no queue ${name}`)
  if (kind.needs === undefined) return kind.factory({})
  let file: string
  try {
    file = createRequire(join(folder, 'index.js')).resolve(kind.needs)
  } catch {
    return null
  }
  return kind.factory((await import(pathToFileURL(file).href)) as Record<string, unknown>)
}
