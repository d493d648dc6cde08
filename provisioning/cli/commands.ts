import { boxInstall } from '../box/install/command.ts';
import type { Command } from './command.ts';

/** Every command of `kontoret`, in the order of a box's life. */
export const commands: readonly Command[] = [boxInstall];
