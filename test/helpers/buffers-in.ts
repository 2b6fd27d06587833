/** Every buffer of a value, found by walking over it. */
export function buffersIn(value: unknown, found = new Set<ArrayBufferLike>()): Set<ArrayBufferLike> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer)
  else if (value instanceof Map) for (const each of value.values()) buffersIn(each, found)
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) buffersIn(each, found)
  return found
}
