/** What a fault or a warning of a part means, and what to do. */
export type Advice = { readonly says: string; readonly todo: string };

const BY_ITSELF = 'It is started anew by itself; if not: journalctl -u ak-controller tells why.';

const advice: Readonly<Record<string, Advice>> = {
  'line-absent': { says: 'not found', todo: 'Is its cable plugged in? Is the path in the config the one in /dev?' },
  'line-refused': { says: 'cannot be opened', todo: 'kontoret box install lets the controller use it.' },
  'line-lost': { says: 'its cable has come loose', todo: 'Plug it in; it comes back by itself.' },
  'reader-absent': {
    says: 'no such reader is plugged in',
    todo: 'Plug it in; it comes by itself. Does match in the config name this one? pcsc_scan (pcsc-tools) lists them.',
  },
  'reader-silent': { says: 'does not answer', todo: 'Look at its power, its two wires and its address.' },
  'reader-key-wrong': { says: 'has another key', todo: 'If it was exchanged: give it a key anew.' },
  'secure-channel-refused': { says: 'will not connect securely', todo: 'If it was exchanged: give it a key anew.' },
  'secure-channel-wanted': { says: 'wants a key that the box does not have', todo: 'Give it a key anew.' },
  'session-lost': {
    says: 'loses its connection over and over',
    todo: 'Look at the line: length, end resistor, power.',
  },
  'output-refused': {
    says: 'will not switch the lock',
    todo: 'This reader has no output: wire the strike to a relay board.',
  },
  'board-silent': { says: 'the relay board does not answer', todo: 'Look at its power, its cable and its address.' },
  'board-refuses': {
    says: 'the relay board does not understand the box',
    todo: 'Is it of the kind that the config says?',
  },
  'gpio-library-missing': { says: 'GPIO cannot be spoken to', todo: 'apt install libgpiod2' },
  'gpio-refused': {
    says: 'its GPIO line cannot be had',
    todo: 'Are chip and line in the config right, and does no other program hold it? gpioinfo (gpiod) tells.',
  },
  'reader-process-dead': { says: 'its program has ended', todo: BY_ITSELF },
  'reader-process-hung': { says: 'its program hangs', todo: BY_ITSELF },
  'keeper-process-dead': { says: 'the program that holds its outputs has ended', todo: BY_ITSELF },
  'keeper-process-hung': { says: 'the program that holds its outputs hangs', todo: BY_ITSELF },
  'pcsc-library-missing': { says: 'the reader service is not installed', todo: 'apt install pcscd libpcsclite1' },
  'pcscd-unreachable': { says: 'the reader service does not answer', todo: 'systemctl enable --now pcscd.socket' },
  'silent-unusually-long': { says: 'silent for unusually long', todo: 'Lay a card on it.' },
  'reader-in-clear': {
    says: 'has no key of its own: whoever reaches its wires can copy cards',
    todo: 'Give it a key.',
  },
  'power-failed': { says: 'its power has failed', todo: 'Look at its power supply.' },
  'storage-full': { says: 'the disk is full', todo: 'Make room, or put in a larger disk.' },
  'storage-failed': { says: 'the disk takes no records', todo: 'Look at the disk: worn out, or read-only.' },
  'storage-slow': { says: 'the disk is too slow', todo: 'Look at the disk: worn out, or busy with something else.' },
  'database-held': {
    says: 'another program has long been reading the database',
    todo: 'End it; until then the write-ahead log grows.',
  },
  'disk-nearly-full': { says: 'the disk is nearly full', todo: 'Make room, or put in a larger disk.' },
  'log-put-aside': {
    says: 'the log was broken; a new one was begun',
    todo: 'Keep the file that lies aside; look at the disk.',
  },
  'broker-unreachable': {
    says: 'cannot be reached',
    todo: 'Is the network cable in? Is the address in the config right?',
  },
  'broker-refused': {
    says: 'does not let the box in',
    todo: 'Ask central staff; kontoret box re-key takes a new bundle.',
  },
  'broker-untrusted': {
    says: 'its certificate is not of the operator’s authority',
    todo: 'Ask central staff before anything else.',
  },
  'broker-identity-unreadable': {
    says: 'the box’s certificate or key cannot be read',
    todo: 'kontoret box install, with the bundle.',
  },
  'broker-taken-over': {
    says: 'another box uses the name of this one',
    todo: 'Stop the other one; retire a box that was replaced.',
  },
  'broker-certificate-expires': {
    says: 'the box’s certificate ends soon',
    todo: 'Ask for a bundle, then kontoret box re-key.',
  },
  'broker-commands-refused': {
    says: 'the box may not hear commands',
    todo: 'Ask central staff to look at the rights of this box.',
  },
  'patron-unreachable': {
    says: 'cannot be reached',
    todo: 'Does the network reach the library? Is its address right?',
  },
  'patron-login-refused': {
    says: 'does not know this box',
    todo: 'Is the password in the file that the config names right?',
  },
  'patron-timeout': { says: 'does not answer in time', todo: 'Ask the library whether its system is slow.' },
  'patron-offline': { says: 'says that it is out of service', todo: 'Ask the library when it is back.' },
  'patron-server-error': { says: 'has a fault of its own', todo: 'Tell the library.' },
  'patron-garbled': {
    says: 'answers what the box does not understand',
    todo: 'Is it the system that the config says? Ask the library.',
  },
  'patron-charset': { says: 'writes in another charset', todo: 'Ask the library for the charset of the config.' },
  'patron-redirected': { says: 'sends the box to another address', todo: 'Ask the library for its right address.' },
  'patron-untrusted': {
    says: 'its certificate cannot be trusted',
    todo: 'Ask the library for its authority’s certificate.',
  },
  'patron-files-unreadable': {
    says: 'its password or certificate cannot be read',
    todo: 'Is the file that the config names there, and its owner ak-controller?',
  },
  'shell-frozen': {
    says: 'the picture stands still',
    todo: 'It is started anew by itself; if not: systemctl restart ak-kiosk',
  },
  'shell-gone': { says: 'no screen shows the page', todo: 'systemctl status ak-kiosk tells why.' },
};

/** A code that is new here is told as it is. */
export function adviceOf(code: string): Advice {
  const known = Object.hasOwn(advice, code) ? advice[code] : undefined;
  return known ?? { says: code, todo: 'journalctl -u ak-controller tells more.' };
}
