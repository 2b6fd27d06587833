/** Every way in which the command ends. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  data: 65,
  undecided: 98,
  breached: 99,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The list as `--help` shows it. */
export const EXIT_CODES_HELP = `Exit codes:
    0  done
    1  failed: the output could not be written, or an internal error
    2  usage: an unknown option, a missing argument
   65  bad scenario or data; a file that is missing, unreadable or too large
   98  a threshold is statistically undecided
   99  a threshold is breached
  130  interrupted (Ctrl-C)
  143  terminated`
