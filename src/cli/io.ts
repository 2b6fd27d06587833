/** Where text goes: a stream of the process, or whatever a test collects it in. */
export interface TextSink {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Everything that a command takes from the process around it. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted when the user interrupts; the reason is the exit code. */
  readonly signal: AbortSignal
}

/** Whether colour is welcome on a stream: on a terminal that has it, without `NO_COLOR`. */
export function wantsColor(sink: TextSink, env: Io['env']): boolean {
  return sink.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}

/** The width to write for: the terminal's, within reason, or 80 columns where there is none. */
export function widthOf(sink: TextSink): number {
  return Math.min(Math.max(sink.columns ?? 80, 60), 100)
}
