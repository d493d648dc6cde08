import type { PartStatus } from '../../device/contract/status.ts';
import type { CanonicalCredential } from '../../device/domain/credential.ts';
import type { CredentialSourceListener } from '../../device/drivers/line-reader/credential-source.ts';

/** Writes down what a reader told: cards in `told` ("+" came, "-" gone, "?" unreadable), status in `statuses`. */
export class RecordedSource implements CredentialSourceListener {
  readonly told: string[] = [];
  readonly statuses: string[] = [];
  readonly refusals: string[] = [];
  readonly credentials: CanonicalCredential[] = [];

  uidPresented(credential: CanonicalCredential): void {
    this.credentials.push(credential);
    this.told.push(`+${credential.canonical}`);
  }

  removed(): void {
    this.told.push('-');
  }

  unreadable(code: string): void {
    this.told.push(`?${code}`);
  }

  refused(code: string): void {
    this.refusals.push(code);
  }

  statusChanged({ state, faultCode }: PartStatus): void {
    this.statuses.push(faultCode === undefined ? state : `${state} ${faultCode}`);
  }
}
