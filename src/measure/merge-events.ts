import { allocateEvents, type EventRun } from './event-log.ts'

/** Where the events of one run come from, piece by piece: memory, or a file that the run was spilled to. */
export interface EventSource {
  /** The next events of the run; `null` at its end. Asked for again only once the piece before has been used up. */
  read(): EventRun | null
}

/** Where a source stands. */
interface Cursor {
  readonly source: EventSource
  /** Place of the source among all. */
  readonly place: number
  piece: EventRun
  at: number
}

/**
 * Merges sorted runs into one trace in the published order, in pieces of up to `size` events. A piece is valid until the
 * next one is asked for. Where several runs have events of one device at one instant, those of the earlier run come first.
 *
 * Holds one piece per source; k sources cost O(log k) per event.
 */
export function* mergeEvents(sources: readonly EventSource[], size = 16_384): Generator<EventRun> {
  const heap: Cursor[] = []
  for (const [place, source] of sources.entries()) {
    const cursor: Cursor = { source, place, piece: EMPTY, at: 0 }
    if (refill(cursor)) heap.push(cursor)
  }
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(heap, at)
  const merged = allocateEvents(size)
  merged.length = 0
  while (heap.length > 0) {
    const first = heap[0]!
    const { piece, at } = first
    merged.key[merged.length] = piece.key[at]!
    merged.device[merged.length] = piece.device[at]!
    merged.code[merged.length] = piece.code[at]!
    merged.length++
    first.at++
    if (!refill(first)) {
      const last = heap.pop()!
      if (heap.length > 0) heap[0] = last
    }
    if (heap.length > 0) sink(heap, 0)
    if (merged.length === size) {
      yield merged
      merged.length = 0
    }
  }
  if (merged.length > 0) yield merged
}

const EMPTY = allocateEvents(0)

/** Reads on where the piece is used up; false at the end of the source. */
function refill(cursor: Cursor): boolean {
  while (cursor.at === cursor.piece.length) {
    const piece = cursor.source.read()
    if (piece === null) return false
    cursor.piece = piece
    cursor.at = 0
  }
  return true
}

/** Moves the cursor at `at` down to its place. */
function sink(heap: Cursor[], at: number): void {
  const cursor = heap[at]!
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && precedes(heap[child + 1]!, heap[child]!)) child++
    if (!precedes(heap[child]!, cursor)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = cursor
}

/** By time, class and device, then by run. */
function precedes(one: Cursor, other: Cursor): boolean {
  const key = one.piece.key[one.at]!
  const otherKey = other.piece.key[other.at]!
  if (key !== otherKey) return key < otherKey
  const device = one.piece.device[one.at]!
  const otherDevice = other.piece.device[other.at]!
  return device !== otherDevice ? device < otherDevice : one.place < other.place
}
