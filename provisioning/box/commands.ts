import type { Command } from '../command-line/command.ts';
import { realAround } from './around.ts';
import { CHECK_HELP, check } from './check/check.ts';
import { withDiskFaults } from './disk-fault.ts';
import { HOST_CARD_HELP, hostCard } from './host-card.ts';
import { RE_KEY_HELP, reKey } from './re-key/re-key.ts';
import { READER_KEY_HELP, readerKey } from './reader-key.ts';
import { REPLACE_HELP, replace } from './replace/replace.ts';
import { RETIRE_HELP, retire } from './retire/retire.ts';
import { VERIFY_STATEMENT_HELP, verifyStatement } from './retire/verify-statement.ts';

export const boxCheck: Command = {
  name: 'box check',
  summary: 'what of this box is well, and what to do where it is not',
  help: CHECK_HELP,
  run: (args, terminal) => check(args, terminal, realAround),
};

export const boxHostCard: Command = {
  name: 'box host-card',
  summary: 'the next card that is laid on a reader opens the host view',
  help: HOST_CARD_HELP,
  run: hostCard,
};

export const boxReaderKey: Command = {
  name: 'box reader-key',
  summary: 'gives an OSDP reader a key of its own',
  help: READER_KEY_HELP,
  run: readerKey,
};

export const boxReKey: Command = {
  name: 'box re-key',
  summary: 'gives this box the keys of a later bundle of its office',
  help: RE_KEY_HELP,
  run: (args, terminal) => withDiskFaults(() => reKey(args, terminal, realAround)),
};

export const boxReplace: Command = {
  name: 'box replace',
  summary: 'makes this machine ready to take the place of a broken box',
  help: REPLACE_HELP,
  run: (args, terminal) => withDiskFaults(() => replace(args, terminal, realAround)),
};

export const boxRetire: Command = {
  name: 'box retire',
  summary: 'erases keys and data of this box, and proves it',
  help: RETIRE_HELP,
  run: (args, terminal) => withDiskFaults(() => retire(args, terminal, realAround)),
};

export const boxVerifyStatement: Command = {
  name: 'box verify-statement',
  summary: 'whether the statement of a retired box is its own',
  help: VERIFY_STATEMENT_HELP,
  run: verifyStatement,
};
