import type { CredentialRole } from '../contract/access.ts';
import type { LoggedEvent } from '../contract/events.ts';
import type { CredentialHash } from '../contract/ids.ts';
import type { Result } from '../contract/result.ts';
import type { LogRecord } from '../ports/access-log.ts';
import type { CredentialDirectory, DirectoryFault, Enrolment } from '../ports/credential-directory.ts';
import type { PinHasher } from '../ports/pin-hasher.ts';
import { type Beside, type LogKeeper, nothingBeside, withBeside } from './log-keeper.ts';

type Done = Promise<Result<void, DirectoryFault>>;

/** A holder of its own without limits. */
export function plainEnrolment(role: CredentialRole): Enrolment {
  return { role, validFrom: null, validUntil: null, usesLeft: null, label: null, holderOf: null };
}

/** Every change of the credentials, each with its event: what, when, and by whom. */
export class CardRegistry {
  readonly #directory: CredentialDirectory;
  readonly #keeper: LogKeeper;
  readonly #hasher: PinHasher;

  constructor({ directory, keeper, hasher }: { directory: CredentialDirectory; keeper: LogKeeper; hasher: PinHasher }) {
    this.#directory = directory;
    this.#keeper = keeper;
    this.#hasher = hasher;
  }

  enrol(credential: CredentialHash, enrolment: Enrolment, by: string): Done {
    const event = { type: 'credential-enrolled', credential, role: enrolment.role, by } as const;
    return this.#stored(event, (record) => this.#directory.enrol(credential, enrolment, record));
  }

  /** `why`: a word for the log and for the host, nothing of a person. */
  block(credential: CredentialHash, why: string, by: string): Done {
    const event = { type: 'credential-blocked', credential, why, by } as const;
    return this.#stored(event, (record) => this.#directory.block(credential, why, record));
  }

  unblock(credential: CredentialHash, by: string): Done {
    const event = { type: 'credential-unblocked', credential, by } as const;
    return this.#stored(event, (record) => this.#directory.block(credential, null, record));
  }

  remove(credential: CredentialHash, by: string): Done {
    const event = { type: 'credential-removed', credential, by } as const;
    return this.#stored(event, (record) => this.#directory.remove(credential, record));
  }

  async setPin(credential: CredentialHash, pin: string, by: string): Done {
    const phc = await this.#hasher.hash(pin);
    const event = { type: 'pin-set', credential, by } as const;
    return this.#stored(event, (record) => this.#directory.setPin(credential, phc, record));
  }

  /** A card that nobody knows can be blocked too: it is known from then on, as blocked alone. */
  blockAny(credential: CredentialHash, why: string, by: string): Done {
    return this.blockAll([credential], why, by, nothingBeside);
  }

  /** All of them or none, known or not; `why`: null lifts the blocks. `beside`: what is stored with it. */
  async blockAll(
    credentials: readonly CredentialHash[],
    why: string | null,
    by: string,
    beside: Beside & { readonly events: readonly LoggedEvent[] },
  ): Done {
    const events = credentials.map(
      (credential): LoggedEvent =>
        why === null
          ? { type: 'credential-unblocked', credential, by }
          : { type: 'credential-blocked', credential, why, by },
    );
    const record = withBeside(this.#keeper.draft(...events, ...beside.events), beside);
    const done = await this.#directory.blockAll(credentials, why, record);
    if (done.ok) this.#keeper.drafted(record);
    return done;
  }

  async #stored(event: LoggedEvent, store: (record: LogRecord) => Done): Done {
    const record = this.#keeper.draft(event);
    const done = await store(record);
    if (done.ok) this.#keeper.drafted(record);
    return done;
  }
}
