/** What the process ends with; those above 1 are of sysexits.h. */
export const EXIT = {
  done: 0,
  /** With --check: the files are not what the config gives now. */
  differs: 1,
  usage: 64,
  noInput: 66,
  cannotCreate: 73,
  malformed: 78,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
