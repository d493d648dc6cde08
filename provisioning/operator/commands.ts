import type { Command } from '../command-line/command.ts';

// What makes certificates and asks questions takes a while to load, and no box needs it: each command loads its own.

const BUNDLE_OPTIONS = [
  '  --out FILE              the bundle; never written over',
  '  --passphrase-file FILE  its first line locks the bundle, 16 characters at least; without it an install code is made,',
  '                          and told once, in --json as installCode',
  '  --qr FILE.svg           the bundle as a QR code too, where it fits (2,860 bytes)',
  '  --days N                life of the box’s certificate, 1–1825; 730 without it: nothing renews it by itself, and a box',
  '                          whose certificate has run out is heard of no more, though its door goes on',
];

export const operatorInit: Command = {
  name: 'operator init',
  summary: 'makes an operator: an authority for the broker’s certificates, and the keys that sign',
  help: [
    '  --folder FOLDER     is made, 0700; its keys are files of 0600. They are in no TPM and on no card: keep the folder on',
    '                      an encrypted disk, and a copy where nobody else comes',
    '  --operator ID       as topics call it',
    '  --name TEXT         of the authority, for people',
    '  --release-key FILE  public key (PEM, Ed25519) of whoever makes releases; without it one is made here',
    '',
    'In the folder: authority.key and .crt (EC P-256, 20 years), operator.key (signs bundles), command.key (signs commands:',
    'central send --key …/command.key --id operator), command-keys.json (whose commands the offices take; what central keygen',
    'prints may be added, and is in the next bundles), release.key, credential.key (cards are hashed with it), offices/.',
    'Ends with 73 and changes nothing when the folder is there already (operator-exists), or when an init was cut short',
    '(init-cut-short): what is left of it was never used, and is yours to remove.',
  ].join('\n'),
  run: async (args) => (await import('./run-init.ts')).runInit(args),
};

export const operatorBrokerCertificate: Command = {
  name: 'operator broker-certificate',
  summary: 'certificate and key for the operator’s broker',
  help: [
    '  --folder FOLDER  the operator’s',
    '  --host NAME      host name or address at which boxes find it; once for each',
    '  --out FOLDER     gets server.crt, server.key (0600) and ca.crt, as provisioning/broker/mosquitto.conf has them; none',
    '                   is written over',
    '  --days N         1–1825; 730 without it',
  ].join('\n'),
  run: async (args) => (await import('./run-certificate.ts')).runBrokerCertificate(args),
};

export const operatorCentralCertificate: Command = {
  name: 'operator central-certificate',
  summary: 'certificate and key for whoever listens to all offices',
  help: [
    'The broker’s rules know it as `central`: it may read everything, and send commands.',
    '  --folder FOLDER  the operator’s',
    '  --out FOLDER     gets central.crt, central.key (0600) and ca.crt; none is written over',
    '  --label TEXT     who or what has it, for the list of certificates',
    '  --days N         1–1825; 730 without it',
  ].join('\n'),
  run: async (args) => (await import('./run-certificate.ts')).runCentralCertificate(args),
};

export const operatorCertificates: Command = {
  name: 'operator certificates',
  summary: 'the certificates of brokers and of central staff, their serials and their days',
  help: '  --folder FOLDER  the operator’s',
  run: async (args) => (await import('./run-certificates.ts')).runCertificates(args),
};

export const operatorRevoke: Command = {
  name: 'operator revoke',
  summary: 'a certificate of central staff was lost: it is good no more',
  help: [
    '  --folder FOLDER  the operator’s',
    '  --serial HEX     which; operator certificates tells them',
    '  --out FILE       the list of everything that was ever revoked (CRL, PEM), in place of the one before',
    '',
    'Bring the list to the broker: mosquitto reads it by crlfile, when it is started. Boxes read no list: a broker’s own',
    'certificate is good to them until its end.',
    'Ends with 1 when there is no such certificate (certificate-unknown).',
  ].join('\n'),
  run: async (args) => (await import('./run-revoke.ts')).runOperatorRevoke(args),
};

export const operatorNewCredentialKey: Command = {
  name: 'operator new-credential-key',
  summary: 'a box was stolen: bundles from now on have another key for cards',
  help: [
    '  --folder FOLDER  the operator’s; the key before is kept in it, under another name',
    '',
    'No card is lost by this alone. A box takes the key with box re-key --new-credential-key, and every card is then enrolled',
    'again there: a card’s number is nowhere but on the card.',
  ].join('\n'),
  run: async (args) => (await import('./run-new-credential-key.ts')).runNewCredentialKey(args),
};

export const officeNew: Command = {
  name: 'office new',
  summary: 'makes the bundle of a new office: all that turns a bare box into its box',
  help: [
    '  --folder FOLDER         the operator’s',
    '  --config FILE           what differs per office, as in a box’s config; asked for without it, at a terminal',
    ...BUNDLE_OPTIONS,
    '',
    'Filled in: the operator, provisioned, the broker’s files, the port, and the keys of command-keys.json.',
    'Ends with 1 when the office has a bundle already (office-known: office re-key makes another), 65 when the config is not',
    'right, 73 when a file is there already or cannot be written.',
  ].join('\n'),
  run: async (args) => {
    const [{ runOfficeNew }, { terminalAsker }] = await Promise.all([
      import('./run-office.ts'),
      import('../command-line/terminal-asker.ts'),
    ]);
    return runOfficeNew(args, terminalAsker);
  },
};

export const officeReKey: Command = {
  name: 'office re-key',
  summary: 'another bundle for an office: a new key and certificate, a higher serial',
  help: [
    '  --folder FOLDER         the operator’s',
    '  --office ID             which',
    '  --config FILE           in place of the config that its last bundle was made from',
    ...BUNDLE_OPTIONS,
    '',
    'The certificate before stays good until its end, unless office revoke ends it.',
    'Ends with 1 when there is no such office (office-unknown), 65 when the config is not right, 73 when a file is there',
    'already or cannot be written.',
  ].join('\n'),
  run: async (args) => (await import('./run-office.ts')).runOfficeReKey(args),
};

export const officeRevoke: Command = {
  name: 'office revoke',
  summary: 'a box was lost: the certificates that its office has are good no more',
  help: [
    '  --folder FOLDER  the operator’s',
    '  --office ID      which; office re-key then makes it a new certificate',
    '  --out FILE       the list of everything that was ever revoked (CRL, PEM), in place of the one before',
    '',
    'Bring the list to the broker: mosquitto reads it by crlfile, when it is started.',
    'Ends with 1 when there is no such office (office-unknown).',
  ].join('\n'),
  run: async (args) => (await import('./run-office-revoke.ts')).runOfficeRevoke(args),
};

export const officeList: Command = {
  name: 'office list',
  summary: 'the offices of an operator: their bundles, and the days of their certificates',
  help: '  --folder FOLDER  the operator’s',
  run: async (args) => (await import('./run-office-list.ts')).runOfficeList(args),
};
