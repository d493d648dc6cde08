import type { HostView } from '../contract/api.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { CredentialDirectory, GuestRecord } from '../ports/credential-directory.ts';

type GuestPassesParts = {
  readonly directory: Pick<CredentialDirectory, 'find' | 'countUse' | 'guests'>;
  readonly clock: Clock;
  /** The list is another one. */
  readonly onChange: () => void;
};

/**
 * Counts down the uses of guest passes as they come in; one that found the door not opened has its use back. Keeps the
 * list by which a host can take one back without having it at hand; it tells nothing of who has it.
 */
export class GuestPasses {
  readonly #parts: GuestPassesParts;
  readonly #refs = new Map<CredentialHash, number>();
  #passes: readonly GuestRecord[] = [];

  constructor(parts: GuestPassesParts) {
    this.#parts = parts;
  }

  note(event: LoggedEvent): void {
    if (changesList(event)) void this.refresh();
  }

  /** Its bearer comes in by it. */
  use(credential: CredentialHash): void {
    this.#count(credential, -1);
  }

  /** Its bearer has not come in after all. */
  giveBack(credential: CredentialHash): void {
    this.#count(credential, 1);
  }

  list(): HostView['passes'] {
    return this.#passes.map(({ hash, validUntil, usesLeft }) => ({
      ref: this.#refOf(hash),
      untilMs: validUntil,
      usesLeft,
    }));
  }

  /** Of one that is in the list. */
  credentialOf(ref: number): CredentialHash | null {
    return this.#passes.find(({ hash }) => this.#refs.get(hash) === ref)?.hash ?? null;
  }

  /** Resolves when the disk has given it, or has not. */
  async refresh(): Promise<void> {
    const { directory, clock, onChange } = this.#parts;
    const read = await directory.guests(clock.wallMs());
    if (!read.ok) return;
    this.#passes = read.value;
    onChange();
  }

  #refOf(hash: CredentialHash): number {
    const ref = this.#refs.get(hash) ?? this.#refs.size + 1;
    this.#refs.set(hash, ref);
    return ref;
  }

  #count(credential: CredentialHash, by: number): void {
    const { directory } = this.#parts;
    const usesLeft = directory.find(credential)?.usesLeft ?? null;
    if (usesLeft === null) return;
    directory.countUse(credential, Math.max(0, usesLeft + by));
    void this.refresh();
  }
}

const CHANGE_LIST: ReadonlySet<LoggedEvent['type']> = new Set([
  'credential-removed',
  'credential-blocked',
  'credentials-imported',
]);

function changesList(event: LoggedEvent): boolean {
  if (event.type === 'credential-enrolled') return event.role === 'guest';
  return CHANGE_LIST.has(event.type);
}
