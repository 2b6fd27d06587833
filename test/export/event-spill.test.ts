import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fc } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { openSpill } from '../../src/export/event-spill.ts'
import type { EventRun } from '../../src/measure/event-log.ts'
import type { EventSource } from '../../src/measure/merge-events.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()

type Events = readonly (readonly [key: number, device: number, code: number])[]

/** Columns with room to spare, as a log has them. */
function runOf(events: Events): EventRun {
  const columns = [0, 1, 2].map((column) => [...events.map((event) => event[column]!), 99])
  return {
    length: events.length,
    key: Float64Array.from(columns[0]!),
    device: Int32Array.from(columns[1]!),
    code: Uint8Array.from(columns[2]!),
  }
}

/** Every run as it is read back, and the largest piece it came in. */
function readBack(sources: readonly EventSource[]) {
  return sources.map((source) => {
    const events: (readonly [number, number, number])[] = []
    let largest = 0
    for (let piece = source.read(); piece !== null; piece = source.read()) {
      largest = Math.max(largest, piece.length)
      for (let i = 0; i < piece.length; i++) events.push([piece.key[i]!, piece.device[i]!, piece.code[i]!])
    }
    return { events, largest }
  })
}

const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 52 }), fc.nat(2 ** 24), fc.nat(255)), { maxLength: 40 })

describe('a spill of events', () => {
  it('gives its runs back in the order in which they came', async () => {
    const folder = temporaryFolder()
    await fc.assert(
      fc.asyncProperty(fc.array(events, { maxLength: 6 }), async (runs) => {
        const spill = await openSpill(join(folder, 'spill'))
        for (const run of runs) await spill.add(runOf(run))
        expect(spill.events).toBe(runs.flat().length)
        expect(readBack(spill.sources()).map((back) => back.events)).toEqual(runs)
        await spill.close()
      }),
    )
  })

  it('gives them back as often as it is asked', async () => {
    const spill = await openSpill(join(temporaryFolder(), 'spill'))
    await spill.add(runOf([[16, 1, 2]]))
    expect(readBack(spill.sources())).toEqual(readBack(spill.sources()))
    await spill.close()
  })

  it('reads many runs in smaller pieces than a few', async () => {
    const spill = await openSpill(join(temporaryFolder(), 'spill'))
    const run = runOf(Array.from({ length: 5000 }, (_, i) => [i, i, i % 256]))
    await spill.add(run)
    expect(readBack(spill.sources())[0]!.largest).toBe(5000)
    for (let more = 1; more < 256; more++) await spill.add(run)
    const [last] = readBack(spill.sources().slice(-1))
    expect([last!.events.length, last!.largest]).toEqual([5000, 4096])
    await spill.close()
  })

  it('has no name on the disk: nothing is left however the process ends', async () => {
    const folder = temporaryFolder()
    const spill = await openSpill(join(folder, 'spill'))
    expect(readdirSync(folder)).toEqual([])
    await spill.close()
  })

  it('says which file could not be made', async () => {
    await expect(openSpill(join(temporaryFolder(), 'no', 'spill'), 'out/events.csv')).rejects.toMatchObject({
      code: 'unwritable',
      message: 'out/events.csv: no such file or folder',
    })
  })
})
