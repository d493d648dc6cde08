/** What the process ends with; those above 1 are of sysexits.h. */
export const EXIT = {
  done: 0,
  /** The box did not do what it was told, and says why. */
  refused: 1,
  usage: 64,
  noInput: 66,
  unavailable: 69,
  cannotCreate: 73,
  tryAgain: 75,
  forged: 76,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
