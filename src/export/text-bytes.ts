/** How many bytes a text takes in a file, without holding it. */
export function bytesOf(chunks: Iterable<string>): number {
  let bytes = 0
  for (const chunk of chunks) bytes += Buffer.byteLength(chunk)
  return bytes
}
