import { checksumOf } from './checksum.ts';

const CR = 0x0d;

/** A message as it goes over the line. `sequence`: 0–9; null where there is no error detection. */
export function frameMessage(body: Uint8Array, sequence: number | null): Uint8Array {
  return sequence === null
    ? Uint8Array.of(...body, CR)
    : withChecksum(Uint8Array.of(...body, ...ascii(`AY${sequence}`)));
}

/**
 * 97: the last answer is to be sent again. Has a checksum and never a sequence number (3M SIP 2.00, "Request ACS
 * Resend").
 */
export function resendRequest(): Uint8Array {
  return withChecksum(ascii('97'));
}

function withChecksum(bytes: Uint8Array): Uint8Array {
  const summed = Uint8Array.of(...bytes, ...ascii('AZ'));
  return Uint8Array.of(...summed, ...ascii(checksumOf(summed)), CR);
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
