/** What the process ends with; those above 1 are of sysexits.h. */
export const EXIT = {
  done: 0,
  /** The file has bad lines, or the box refuses it; nothing was changed. */
  refused: 1,
  usage: 64,
  noInput: 66,
  boxNotRunning: 69,
  cannotCreate: 73,
  /** Not now: another import is under way, the disk is full, the box was stopped meanwhile. */
  tryAgain: 75,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
