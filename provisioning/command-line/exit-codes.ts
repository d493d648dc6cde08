/** What the process ends with; those above 1 are of sysexits.h. */
export const EXIT = {
  done: 0,
  /** It was asked rightly, and the answer is no: the box refused, is not ready, or is not as it should be. */
  refused: 1,
  usage: 64,
  /** What was given is not what it has to be: torn, forged, or for somebody else. */
  malformed: 65,
  noInput: 66,
  unavailable: 69,
  failed: 70,
  cannotCreate: 73,
  tryAgain: 75,
  forged: 76,
  noPermission: 77,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
