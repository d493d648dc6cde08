import type { CredentialHash } from '../contract/ids.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { CredentialRecord } from '../domain/access-decision.ts';
import type { StorageFault } from '../ports/access-log.ts';
import type { CredentialDirectory, DirectoryFault } from '../ports/credential-directory.ts';
import type { CredentialIndex } from './credential-index.ts';
import type { CredentialJob, Job } from './messages.ts';
import { parseChanged, parseGuests, parseHolder } from './rows.ts';

/** The storage thread, as the directory needs it. */
type Thread = {
  readonly credentials: CredentialIndex;
  /** Calls back each time that the index is another one. */
  onReplaced(listener: () => void): void;
  run<T>(job: Job, parse: (value: unknown) => T): Promise<Result<T, StorageFault>>;
};

/** What is known of a credential after a change, from what was known before. */
type Make = (before: CredentialRecord | null) => CredentialRecord | null;

/** The directory: every change goes to the disk first, and then into the index that decisions read. */
export function directoryOf(thread: Thread): CredentialDirectory {
  const find = (hash: CredentialHash) => thread.credentials.find(hash);
  const change = async (job: CredentialJob, make: Make) => {
    const stored = await thread.run(job, parseChanged);
    if (!stored.ok) return stored;
    const { changed, gone } = stored.value;
    if (changed.length + gone.length === 0)
      return refused(isKnown(job, find) ? 'credential-known' : 'credential-unknown');
    learn(thread.credentials, stored.value, make);
    return ok(undefined);
  };
  const changeKnown = (job: CredentialJob, part: Partial<CredentialRecord>) =>
    change(job, (before) => before && { ...before, ...part });
  /** Uses that the disk has not taken yet: an index that was read from it does not know them. */
  const counting = new Map<CredentialHash, number>();
  const putUses = (hash: CredentialHash, usesLeft: number) => {
    const before = find(hash);
    if (before !== null) thread.credentials.put(hash, { ...before, usesLeft });
    return before !== null;
  };
  thread.onReplaced(() => {
    for (const [hash, usesLeft] of counting) putUses(hash, usesLeft);
  });
  return {
    find,
    size: () => thread.credentials.size(),
    hostCards: () => thread.credentials.hostCards(),
    enrol: (hash, enrolment, record) =>
      change({ op: 'enrol', hash, enrolment, record }, () => {
        const { role, validFrom, validUntil, usesLeft, holderOf } = enrolment;
        const hasPin = holderOf !== null && (find(holderOf)?.hasPin ?? false);
        return { role, validFrom, validUntil, usesLeft, hasPin, blocked: false };
      }),
    block: (hash, why, record) => changeKnown({ op: 'block', hash, why, record }, { blocked: why !== null }),
    async blockAll(hashes, why, record) {
      const stored = await thread.run({ op: 'block-all', hashes, why, record }, parseChanged);
      if (!stored.ok) return stored;
      const blocked = why !== null;
      learn(thread.credentials, stored.value, (before) => ({ ...(before ?? unlimitedVisitor), blocked }));
      return ok(undefined);
    },
    remove: (hash, record) => changeKnown({ op: 'remove', hash, record }, {}),
    setPin: (hash, pin, record) => changeKnown({ op: 'set-pin', hash, pin, record }, { hasPin: pin !== null }),
    countUse(hash, usesLeft) {
      if (!putUses(hash, usesLeft)) return;
      counting.set(hash, usesLeft);
      void thread
        .run({ op: 'count-use', hash, usesLeft }, () => undefined)
        .then(() => {
          if (counting.get(hash) === usesLeft) counting.delete(hash);
        });
    },
    guests: (now) => thread.run({ op: 'list-guests', now }, parseGuests),
    readHolder: (hash) => thread.run({ op: 'read-holder', hash }, parseHolder),
  };
}

const unlimitedVisitor = { role: 'visitor', validFrom: null, validUntil: null, usesLeft: null, hasPin: false } as const;

function learn(credentials: CredentialIndex, { changed, gone }: ReturnType<typeof parseChanged>, make: Make): void {
  for (const hash of gone) credentials.remove(hash);
  for (const hash of changed) {
    const record = make(credentials.find(hash));
    if (record !== null) credentials.put(hash, record);
  }
}

/** Which card it was refused for: whose it was to be may have been removed meanwhile. */
function isKnown(job: CredentialJob, find: CredentialDirectory['find']): boolean {
  return job.op === 'enrol' && (job.enrolment.holderOf === null || find(job.enrolment.holderOf) !== null);
}

function refused(code: 'credential-known' | 'credential-unknown'): Result<void, DirectoryFault> {
  return err({ code });
}
