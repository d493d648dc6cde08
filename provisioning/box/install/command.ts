import type { Command } from '../../command-line/command.ts';

export const boxInstall: Command = {
  name: 'box install',
  summary: 'makes this machine the box of one office',
  help: [
    'kontoret box install --bundle FILE [--passphrase-file FILE] [--operator FINGERPRINT] [--ssh-from NETWORK]',
    '                     [--check] [--root DIR] [--json]',
    '',
    '  --bundle FILE           as `kontoret office new` made it',
    '  --passphrase-file FILE  its first line opens the bundle; without it you are asked',
    '  --operator FINGERPRINT  the operator’s, as they told you; a bundle of anybody else is refused',
    '  --ssh-from NETWORK      from where ssh is let in: 192.0.2.0/24, one address, or none (as at first)',
    '  --check                 changes nothing; tells what would be changed, and ends with 1 if anything would',
    '  --root DIR              a tree that is being made, in place of this machine; nothing is started',
    '',
    'It may be run again at any time, after a power cut too: what is right already is left as it is, and what is not is',
    'made right. A bundle that is older than the one on the box is refused (1), and so is one with another card key (1):',
    'every card that is known would be locked out. It ends with 76 when the bundle is not of the operator of this box.',
  ].join('\n'),
  // What asks questions takes a while to load, and nothing else needs it.
  run: async (args, terminal) => {
    const [{ installBox }, { terminalAsker }] = await Promise.all([
      import('./install.ts'),
      import('../../command-line/terminal-asker.ts'),
    ]);
    return installBox(args, terminal, terminalAsker);
  },
};
