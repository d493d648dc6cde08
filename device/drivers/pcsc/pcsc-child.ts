import { readFileSync } from 'node:fs';
import { err } from '../../contract/result.ts';
import { createCredentialHasher } from '../credential-hasher.ts';
import { readSunKeys } from '../ntag424/sun-keys.ts';
import { ALIVE_EVERY_MS, ReaderCommand, type ReaderMessage, type ServiceFault } from './messages.ts';
import { type ReaderWatchListener, watchReaders } from './reader-watch.ts';
import type { CardRead, WatchedReader } from './watched-reader.ts';

/**
 * The reader process: holds PC/SC, which may hang or crash, away from the controller. It is the reader's edge: a UID
 * is hashed here and goes no further (I4). Started with the path of the box's key, and where tags with cryptography are
 * used with that of theirs.
 */
const [keyFile, sunKeyFile] = process.argv.slice(2);
if (keyFile === undefined) throw new Error('the reader process needs the path of the key');
const hasher = createCredentialHasher(readFileSync(keyFile));
const sunKeys = sunKeyFile === undefined ? null : readSunKeys(sunKeyFile);
const prove = sunKeys?.ok ? sunKeys.value : null;

const readers = new Map<string, WatchedReader>();

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2_000;

/** Waits in PC/SC cannot be ended from here; the kernel does it, and pcscd sees the socket close. */
const die = () => process.kill(process.pid, 'SIGKILL');

/** A card that has proven itself is known by what it proved, whatever UID it showed. */
function told({ credential, proof }: CardRead) {
  if (proof === null) return { credential: hasher(credential), counter: null };
  return { credential: { ...hasher(proof.credential), assurance: 3 as const }, counter: proof.counter };
}

function say(message: ReaderMessage): void {
  // Nobody listens any more when it cannot be sent.
  process.send?.(message, undefined, undefined, (error) => error && die());
}

async function watchForEver({ Context }: Pick<typeof import('smartcard'), 'Context'>): Promise<never> {
  let retryMs = FIRST_RETRY_MS;
  for (;;) {
    const listener: ReaderWatchListener = {
      readersChanged(names) {
        retryMs = FIRST_RETRY_MS;
        say({ type: 'readers', names: [...names] });
      },
      cardPresented: (reader, card) => say({ type: 'card-presented', reader, ...told(card) }),
      cardUnreadable: (reader, code) => say({ type: 'card-unreadable', reader, code }),
      cardRemoved: (reader) => say({ type: 'card-removed', reader }),
    };
    await watchReaders(() => new Context(), readers, listener, prove).catch(() => serviceLost('pcscd-unreachable'));
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }
}

async function obey(command: ReaderCommand): Promise<void> {
  const reader = readers.get(command.reader);
  if (command.type === 'show') reader?.show(command.feedback);
  else {
    const { request } = command;
    const answer = (await reader?.readMessage()) ?? err({ code: 'reader-out' as const });
    if (answer.ok) say({ type: 'message', request, records: [...answer.value] });
    else say({ type: 'message-unreadable', request, code: answer.error.code });
  }
}

function serviceLost(code: ServiceFault): void {
  say({ type: 'service-lost', code });
}

process.on('disconnect', die);
process.on('message', (raw) => {
  const command = ReaderCommand.safeParse(raw);
  if (command.success) void obey(command.data);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
say({ type: 'alive' });
setInterval(() => say({ type: 'alive' }), ALIVE_EVERY_MS);
const library = await import('smartcard').catch(() => null);
if (library === null) serviceLost('pcsc-library-missing');
else await watchForEver(library);
