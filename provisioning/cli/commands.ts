import {
  boxCheck,
  boxHostCard,
  boxReaderKey,
  boxReKey,
  boxReplace,
  boxRetire,
  boxVerifyStatement,
} from '../box/commands.ts';
import { boxInstall } from '../box/install/command.ts';
import { bundleShow } from '../bundle/commands.ts';
import type { Command } from '../command-line/command.ts';
import {
  officeList,
  officeNew,
  officeReKey,
  officeRevoke,
  operatorBrokerCertificate,
  operatorCentralCertificate,
  operatorCertificates,
  operatorInit,
  operatorNewCredentialKey,
  operatorRevoke,
} from '../operator/commands.ts';
import { applyCommand } from '../update/commands/apply.ts';
import { rollBackCommand } from '../update/commands/roll-back.ts';
import { runCommand } from '../update/commands/run.ts';
import { signReleaseCommand } from '../update/commands/sign-release.ts';
import { statusCommand } from '../update/commands/status.ts';
import { verifyReleaseCommand } from '../update/commands/verify-release.ts';

/** Every command of `kontoret`, in the order of a box's life. */
export const commands: readonly Command[] = [
  operatorInit,
  operatorBrokerCertificate,
  operatorCentralCertificate,
  operatorCertificates,
  operatorRevoke,
  operatorNewCredentialKey,
  officeNew,
  officeReKey,
  officeRevoke,
  officeList,
  bundleShow,
  boxInstall,
  boxCheck,
  boxHostCard,
  boxReaderKey,
  boxReKey,
  boxReplace,
  boxRetire,
  boxVerifyStatement,
  signReleaseCommand,
  verifyReleaseCommand,
  applyCommand,
  runCommand,
  statusCommand,
  rollBackCommand,
];
