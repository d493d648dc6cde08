import { encryptBlock } from './aes.ts';

/** The key that every reader leaves the factory with (SIA OSDP 2.2 Annex D.2): known to everybody, so worth nothing. */
export const DEFAULT_KEY: Uint8Array = Uint8Array.from({ length: 16 }, (_, at) => 0x30 + at);

/** The keys of one secure session (SIA OSDP 2.2 Annex D.4.1), 16 bytes each. */
export type SessionKeys = { readonly enc: Uint8Array; readonly mac1: Uint8Array; readonly mac2: Uint8Array };

/** `serverRandom` is the panel's, 8 bytes; its first 6 go into the keys. */
export function deriveSessionKeys(baseKey: Uint8Array, serverRandom: Uint8Array): SessionKeys {
  const derive = (constant: number) =>
    encryptBlock(baseKey, Uint8Array.from([0x01, constant, ...serverRandom.subarray(0, 6), ...new Uint8Array(8)]));
  return { enc: derive(0x82), mac1: derive(0x01), mac2: derive(0x02) };
}

/** How the reader proves that it has the key (Annex D.4.3). */
export function clientCryptogram(keys: SessionKeys, serverRandom: Uint8Array, clientRandom: Uint8Array): Uint8Array {
  return encryptBlock(keys.enc, Uint8Array.from([...serverRandom, ...clientRandom]));
}

/** How the panel proves it (Annex D.4.4). */
export function serverCryptogram(keys: SessionKeys, serverRandom: Uint8Array, clientRandom: Uint8Array): Uint8Array {
  return encryptBlock(keys.enc, Uint8Array.from([...clientRandom, ...serverRandom]));
}

/** What the chain of MACs starts from (Annex D.4.2, R-MAC-I). */
export function initialMac(keys: SessionKeys, cryptogram: Uint8Array): Uint8Array {
  return encryptBlock(keys.mac2, encryptBlock(keys.mac1, cryptogram));
}
