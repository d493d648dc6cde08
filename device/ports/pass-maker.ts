import type { PresentedCredential } from '../contract/access.ts';
import type { EpochMs } from '../contract/units.ts';

/** `text` is what the QR shows; whoever has it is the guest. `credential` is what a reader will make of it. */
export type GuestPass = { readonly text: string; readonly credential: PresentedCredential };

/** Makes guest passes that this office alone can sign. */
export interface PassMaker {
  make(until: EpochMs): GuestPass;
}
