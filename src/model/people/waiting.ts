/** Bits of what happens when the device is next online. */
export const WAIT = {
  /** It attempts to enrol. */
  attempt: 1,
  /** Its user, having decided to move it, unenrols it or begins to enrol it. */
  moment: 2,
  /** Somebody unenrols it and enrols it again. */
  again: 4,
  /** An app wipe counts its time online. */
  appWipe: 64,
} as const
