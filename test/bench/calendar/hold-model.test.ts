import { describe, expect, test } from 'vitest'
import { DISTRIBUTIONS, holdModel } from './hold-model.ts'
import { CALENDAR, openQueues } from './queues.ts'

async function orderOf(
  queue: string,
  ...[pending, distribution, holds]: [number, (typeof DISTRIBUTIONS)[number], number]
) {
  const open = await openQueues(queue, import.meta.dirname)
  return open === null ? null : holdModel(open, pending, distribution, holds).order
}

describe('the hold model', () => {
  test.each(DISTRIBUTIONS)('takes entries out of a calendar as out of a heap, %s increments', async (distribution) => {
    const heap = await orderOf('own heap', 300, distribution, 60_000)
    expect(heap).not.toBeNull()
    expect(await orderOf(CALENDAR, 300, distribution, 60_000)).toBe(heap)
    expect(await orderOf(CALENDAR, 301, distribution, 60_000)).not.toBe(heap)
  })

  test('knows no other queues', async () => {
    await expect(openQueues('stack', '.')).rejects.toThrow('there is no queue stack')
  })
})
