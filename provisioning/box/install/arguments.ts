import { parse } from '../../command-line/parse-arguments.ts';
import { isSshFrom, type SshFrom } from './firewall.ts';

const options = {
  bundle: { type: 'string' },
  'passphrase-file': { type: 'string' },
  operator: { type: 'string' },
  'ssh-from': { type: 'string' },
  root: { type: 'string', default: '/' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export type InstallArguments = {
  readonly bundle: string;
  readonly passphraseFile: string | undefined;
  readonly operator: string | undefined;
  readonly sshFrom: SshFrom | undefined;
  readonly root: string;
  readonly check: boolean;
};

export function readArguments(args: readonly string[]): InstallArguments | { readonly wrong: string } {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return parsed;
  const { bundle, 'passphrase-file': passphraseFile, operator, 'ssh-from': sshFrom, root, check } = parsed.values;
  if (bundle === undefined) return { wrong: 'Of which office? --bundle FILE is missing.' };
  if (sshFrom !== undefined && !isSshFrom(sshFrom))
    return { wrong: '--ssh-from: an address or a network (192.0.2.0/24), or none.' };
  return { bundle, passphraseFile, operator, sshFrom, root, check };
}
