import { applyCommand } from '../update/commands/apply.ts';
import { rollBackCommand } from '../update/commands/roll-back.ts';
import { runCommand } from '../update/commands/run.ts';
import { signReleaseCommand } from '../update/commands/sign-release.ts';
import { statusCommand } from '../update/commands/status.ts';
import { verifyReleaseCommand } from '../update/commands/verify-release.ts';
import type { Command } from './command.ts';

/** Every command of `kontoret`, in the order of a box's life. */
export const commands: readonly Command[] = [
  ...[applyCommand, runCommand, statusCommand, rollBackCommand],
  ...[signReleaseCommand, verifyReleaseCommand],
];
