import type { Command } from '../command-line/command.ts';

export const bundleShow: Command = {
  name: 'bundle show',
  summary: 'what is in a bundle, and none of its secrets',
  help: [
    '  --file FILE             the bundle, or what a scanner read from its QR code',
    '  --passphrase-file FILE  its first line opens it; asked for without it',
    '  --operator-key FILE     refuses a bundle that another operator signed (PEM)',
    '',
    'Compare the fingerprint with what the operator says, unless --operator-key is given.',
    'Ends with 65 when it cannot be opened (passphrase-wrong, bundle-damaged, bundle-malformed, bundle-too-large,',
    'bundle-format-unknown, bundle-inconsistent), 76 when the signature is not good or another’s (signature-wrong,',
    'operator-other).',
  ].join('\n'),
  run: async (args) => {
    const [{ runBundleShow }, { terminalAsker }] = await Promise.all([
      import('./run-show.ts'),
      import('../command-line/terminal-asker.ts'),
    ]);
    return runBundleShow(args, terminalAsker);
  },
};
